// SPDX-License-Identifier: Apache-2.0
import io.helidon.microprofile.server.Server;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.auth.LoginConfig;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** A Helidon MP service that admits bearer tokens only; META-INF/microprofile-config.properties says whose. */
public final class Verify {

    @LoginConfig(authMethod = "MP-JWT")
    @ApplicationScoped
    public static class Service extends Application {
        @Override
        public Set<Class<?>> getClasses() {
            return Set.of(WhoAmI.class);
        }
    }

    @Path("/")
    @RequestScoped
    public static class WhoAmI {
        @Inject private JsonWebToken token;

        @GET
        @RolesAllowed("customer")
        public String whoAmI() {
            return token.getSubject() + " " + String.join(" ", new TreeSet<>(token.getGroups()));
        }
    }

    public static void main(String[] args) throws Exception {
        Server server = Server.create(Service.class).start();
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/"))
                        .header("Authorization", "Bearer " + System.getenv("TOKEN"))
                        .build();
        HttpResponse<String> answer =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        System.out.println(answer.statusCode() == 200 ? answer.body() : "refused: " + answer.statusCode());
        System.exit(answer.statusCode() == 200 ? 0 : 1);
    }
}
