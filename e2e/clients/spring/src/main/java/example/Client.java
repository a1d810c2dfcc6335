// SPDX-License-Identifier: Apache-2.0
package example;

import java.time.Duration;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.oauth2.client.OAuth2AuthorizedClientManager;
import org.springframework.security.oauth2.client.RefreshTokenOAuth2AuthorizedClientProvider;
import org.springframework.security.oauth2.client.oidc.web.logout.OidcClientInitiatedLogoutSuccessHandler;
import org.springframework.security.oauth2.client.registration.ClientRegistrationRepository;
import org.springframework.security.oauth2.client.web.client.OAuth2ClientHttpRequestInterceptor;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.client.RestClient;

/** A web application that signs in with Spring Security; ../README.md says what it reads. */
@SpringBootApplication
public class Client {

    public static void main(String[] args) {
        SpringApplication application = new SpringApplication(Client.class);
        if (System.getenv("OIDC_CLIENT_SECRET") == null) {
            application.setAdditionalProfiles("public");
        }
        application.run(args);
    }

    @Bean
    SecurityFilterChain security(HttpSecurity http, ClientRegistrationRepository registrations) {
        OidcClientInitiatedLogoutSuccessHandler atTheGateToo =
                new OidcClientInitiatedLogoutSuccessHandler(registrations);
        atTheGateToo.setPostLogoutRedirectUri("{baseUrl}/signed-out");
        return http.authorizeHttpRequests(
                        requests ->
                                requests.requestMatchers("/signed-out")
                                        .permitAll()
                                        .anyRequest()
                                        .authenticated())
                .oauth2Login(
                        login ->
                                login.redirectionEndpoint(endpoint -> endpoint.baseUri("/callback"))
                                        // Its own page says "Invalid credentials" whatever went wrong.
                                        .failureHandler(Pages::refused))
                .logout(logout -> logout.logoutSuccessHandler(atTheGateToo))
                .oidcLogout(logout -> logout.backChannel(Customizer.withDefaults()))
                .build();
    }

    /** Refreshes what expires within ten minutes: here that is each access token, at each call. */
    @Bean
    RefreshTokenOAuth2AuthorizedClientProvider refreshing() {
        RefreshTokenOAuth2AuthorizedClientProvider provider =
                new RefreshTokenOAuth2AuthorizedClientProvider();
        provider.setClockSkew(Duration.ofMinutes(10));
        return provider;
    }

    @Bean
    RestClient withToken(OAuth2AuthorizedClientManager manager) {
        return RestClient.builder()
                .requestInterceptor(new OAuth2ClientHttpRequestInterceptor(manager))
                .build();
    }
}
