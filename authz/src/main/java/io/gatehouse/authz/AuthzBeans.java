// SPDX-License-Identifier: Apache-2.0
package io.gatehouse.authz;

import io.gatehouse.authz.policy.PolicyReader;
import io.gatehouse.common.peer.PeerClient;
import io.gatehouse.common.peer.PeerTls;
import io.gatehouse.common.web.config.ConfigKeys;
import io.gatehouse.common.work.CrashPoints;
import io.gatehouse.common.work.RepeatedWork;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.random.RandomGenerator;

/** Produces the beans of this service that CDI cannot create by itself. */
@ApplicationScoped
class AuthzBeans {
    @Produces
    @Singleton
    AuthzConfig config(ConfigKeys keys) {
        return AuthzConfig.from(keys);
    }

    @Produces
    @Singleton
    IdpClient idp(AuthzConfig config, PeerTls tls, CrashPoints crashes) {
        return new IdpClient(PeerClient.of(tls, "idp", config.idpUrl(), crashes));
    }

    @Produces
    @Singleton
    Authorizer authorizer(
            AuthzConfig config,
            IdpClient idp,
            ExchangeMetrics exchanges,
            Clock clock,
            RandomGenerator random) {
        return new Authorizer(
                config,
                PolicyReader.read(config.policy()),
                idp,
                exchanges,
                clock,
                System::nanoTime,
                random);
    }

    void close(@Disposes Authorizer authorizer) {
        authorizer.close();
    }

    @Produces
    @Singleton
    RepeatedWork polling(Authorizer authorizer) {
        return authorizer.polling();
    }

    @Produces
    @Singleton
    RepeatedWork loading(Authorizer authorizer) {
        return authorizer.loading();
    }

    @Produces
    @Singleton
    RepeatedWork refreshing(Authorizer authorizer) {
        return authorizer.refreshing();
    }
}
