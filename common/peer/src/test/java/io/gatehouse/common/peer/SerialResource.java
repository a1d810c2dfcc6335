// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.common.peer;

import io.gatehouse.common.web.caller.PeerAllowed;
import io.helidon.webserver.http.ServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.security.cert.X509Certificate;

/** Answers which certificate its caller presented. */
@Path("/microservice/serial")
@ApplicationScoped
@PeerAllowed("sample")
public class SerialResource {
    @Context private ServerRequest request;

    @GET
    public String serial() {
        X509Certificate leaf =
                (X509Certificate) request.remotePeer().tlsCertificates().orElseThrow()[0];
        return leaf.getSerialNumber().toString();
    }
}
