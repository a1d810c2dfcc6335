// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.e2e.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Where the Kubernetes API itself listens, behind its Service. */
record ApiServer(List<String> addresses, int port) {

    static ApiServer find() {
        JsonNode slice =
                Kubectl.json(
                                "-n",
                                "default",
                                "get",
                                "endpointslices",
                                "-l",
                                "kubernetes.io/service-name=kubernetes")
                        .path("items")
                        .path(0);
        return new ApiServer(
                Pod.stream(slice.path("endpoints"))
                        .flatMap(endpoint -> Pod.stream(endpoint.path("addresses")))
                        .map(JsonNode::asText)
                        .toList(),
                slice.path("ports").path(0).path("port").asInt());
    }
}
