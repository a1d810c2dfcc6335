// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.products.cache;

import io.gatehouse.common.peer.Authorities;
import io.gatehouse.common.web.config.SecretFile;
import io.gatehouse.products.CacheConfig;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.SslVerifyMode;
import io.lettuce.core.protocol.ProtocolVersion;
import java.net.URI;
import java.util.List;
import nl.altindag.ssl.util.TrustManagerUtils;

/** Where a Redis is, and how it is spoken to, in the words of its client. */
final class RedisServer {
    private RedisServer() {}

    static RedisURI address(CacheConfig.Redis config) {
        URI url = config.url().orElseThrow();
        RedisURI.Builder server =
                RedisURI.Builder.redis(url.getHost(), url.getPort())
                        .withTimeout(config.timeout())
                        .withSsl(CacheConfig.Redis.isTls(url))
                        .withVerifyPeer(SslVerifyMode.FULL);
        config.credentials()
                .map(RedisServer::userAndPassword)
                .ifPresent(both -> server.withAuthentication(both.getFirst(), both.getLast()));
        return server.build();
    }

    private static List<String> userAndPassword(SecretFile credentials) {
        List<String> both = List.of(credentials.text().split(":", 2));
        if (both.size() != 2) {
            throw new IllegalArgumentException(credentials.key() + " must hold USER:PASSWORD");
        }
        return both;
    }

    static ClientOptions options(CacheConfig.Redis config) {
        return ClientOptions.builder()
                .protocolVersion(ProtocolVersion.RESP2)
                .maintNotificationsConfig(MaintNotificationsConfig.disabled())
                // A connection that failed is replaced here, whatever it failed of.
                .autoReconnect(false)
                .socketOptions(SocketOptions.builder().connectTimeout(config.timeout()).build())
                .sslOptions(tls(config))
                .build();
    }

    // Read at the start, so that a file that cannot be used is noticed then.
    private static SslOptions tls(CacheConfig.Redis config) {
        SslOptions.Builder tls = SslOptions.builder().jdkSslProvider();
        config.trust()
                .map(Authorities::read)
                .map(TrustManagerUtils::createTrustManager)
                .map(TrustManagerUtils::createTrustManagerFactory)
                .ifPresent(tls::trustManager);
        return tls.build();
    }
}
