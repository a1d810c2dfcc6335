// SPDX-License-Identifier: Apache-2.0
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.TreeSet;
import org.eclipse.microprofile.config.ConfigProvider;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** A Quarkus service that admits bearer tokens only; application.properties says whose. */
@QuarkusMain
public class Verify implements QuarkusApplication {

    @Path("/")
    public static class WhoAmI {
        @Inject JsonWebToken token;
        @Inject SecurityIdentity identity;

        @GET
        @RolesAllowed("customer")
        public String whoAmI() {
            return token.getSubject() + " " + String.join(" ", new TreeSet<>(identity.getRoles()));
        }
    }

    @Override
    public int run(String... args) throws Exception {
        int port = ConfigProvider.getConfig().getValue("quarkus.http.port", Integer.class);
        HttpRequest request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                        .header("Authorization", "Bearer " + System.getenv("TOKEN"))
                        .build();
        HttpResponse<String> answer =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        System.out.println(answer.statusCode() == 200 ? answer.body() : "refused: " + answer.statusCode());
        return answer.statusCode() == 200 ? 0 : 1;
    }

    public static void main(String[] args) {
        Quarkus.run(Verify.class, args);
    }
}
