# SPDX-License-Identifier: Apache-2.0
"""Checks rendered manifests: check.py REPOSITORY FILE... Prints what is wrong, and exits 1 if anything is."""

import ipaddress
import re
import sys
from pathlib import Path

import yaml

try:
    import kubernetes_validate
except ImportError:
    kubernetes_validate = None

OVERLAYS = {"demo", "production", "minimal"}
WORKLOADS = {"Deployment", "StatefulSet", "DaemonSet", "Job"}
# Killing a database that is slow makes it slower; each says so in its file.
NO_LIVENESS = {"postgres", "cockroachdb"}
KINDS_OF_A_SERVICE = [
    "ServiceAccount", "Service", "Deployment", "HorizontalPodAutoscaler", "PodDisruptionBudget", "NetworkPolicy",
]
# On everything that speaks of all services: own or foreign.
KIND = "gatehouse.io/service"
LABELS = ["app.kubernetes.io/name", "app.kubernetes.io/component", "app.kubernetes.io/part-of", "app"]
# The services behind the gate by their names, from services/; main() reads them.
services = {}
# Images of others that are named by tag alone, for want of a digest that two sources agree on. All else has one.
BY_TAG = {"envoyproxy/ratelimit", "cockroachdb/cockroach"}
# Pods that are not made here, but selected: Istio's own, and a collector of traces that an operator brings.
ELSEWHERE = [{"istio": "ingressgateway"}, {"app": "istiod"}, {"app": "otel-collector"}]
# Secrets come from outside: certs/secrets in a demonstration. Optional ones are not listed.
SECRETS = {
    "gatehouse": {
        "authz-keys", "idp-keys", "idp-accounts", "idp-clients", "database-ca", "redis", "payment-provider",
        "payments-keys", "orders-keys", "products-keys", "gate-ca",
        "idp-mail-login",
    },
    "provider": {"payment-provider"},
    "gatehouse-data": {"postgres-tls", "postgres-roles", "cockroach-node", "cockroach-root", "cockroach-roles"},
}
# A choice somebody made: it wants a reason beside it.
CHOICES = re.compile(
    r"^\s*(?:- )?(cpu|memory|storage|sizeLimit|\w*[sS]econds|periodSeconds|failureThreshold|replicas|minReplicas|"
    r"maxReplicas|averageUtilization|maxUnavailable|maxSurge|maxSkew|backoffLimit|revisionHistoryLimit|"
    r"requests_per_unit|scrape_interval|proxy\w+|sidecar\.istio\.io/proxy\w+|"
    # Of the mesh.
    r"\w*[tT]imeout|max_\w+|\w*[mM]ax[A-Z]\w*|autoscale\w+|targetAverageUtilization|\w*[dD]uration|\w*[iI]nterval|"
    r"\w*EjectionTime|consecutive\w+|\w*Percent\w*|attempts|tokens_per_fill|weight): *[\"']?\d"
)

problems = []
checked = 0


def expect(true, where, message):
    global checked
    checked += 1
    if not true:
        problems.append(f"{where}: {message}")


def pod_of(document):
    return document["spec"]["template"]


def labels_of(document):
    return document["metadata"].get("labels", {})


def containers_of(pod):
    return pod["spec"].get("initContainers", []) + pod["spec"]["containers"]


def check_pod(where, document, overlay):
    pod = pod_of(document)
    spec = pod["spec"]
    labels = pod["metadata"].get("labels", {})
    for label in LABELS:
        expect(label in labels, where, f"pod label {label} is missing")
    security = spec.get("securityContext", {})
    expect(security.get("runAsNonRoot") is True, where, "runAsNonRoot is not true")
    expect(security.get("runAsUser", 0) > 0, where, "runAsUser is not a number above 0")
    expect(security.get("seccompProfile", {}).get("type") == "RuntimeDefault", where,
           "seccomp is not RuntimeDefault")
    expect(not any(spec.get(k) for k in ("hostNetwork", "hostPID", "hostIPC")), where, "uses namespaces of the host")
    expect(spec.get("serviceAccountName", "default") != "default", where, "runs as the default service account")
    name = labels.get("app.kubernetes.io/name")
    if name != "prometheus":
        expect(spec.get("automountServiceAccountToken") is False, where, "mounts a token for the Kubernetes API")
    for volume in spec.get("volumes", []):
        kinds = set(volume) - {"name"}
        expect(kinds <= {"emptyDir", "configMap", "secret", "projected"}, where, f"volume {volume['name']} is {kinds}")
        if "emptyDir" in volume:
            expect("sizeLimit" in volume["emptyDir"], where, f"volume {volume['name']} has no sizeLimit")
    for container in containers_of(pod):
        check_container(f"{where}/{container['name']}", container, overlay)
    if document["kind"] == "Job":
        return
    for container in spec["containers"]:
        at = f"{where}/{container['name']}"
        expect("readinessProbe" in container, at, "has no readinessProbe")
        if name in NO_LIVENESS:
            expect("livenessProbe" not in container, at, "a database must have no livenessProbe")
        else:
            expect("livenessProbe" in container, at, "has no livenessProbe")
            for probe in ("livenessProbe", "readinessProbe"):
                given = container.get(probe, {})
                expect((given.get("periodSeconds"), given.get("failureThreshold")) == (10, 3), at,
                       f"{probe} is not each 10 s with 3 failures")


def check_container(where, container, overlay):
    security = container.get("securityContext", {})
    expect(security.get("allowPrivilegeEscalation") is False, where, "allowPrivilegeEscalation is not false")
    expect(security.get("readOnlyRootFilesystem") is True, where, "its root is not read-only")
    expect(security.get("capabilities") == {"drop": ["ALL"]}, where, "capabilities are not just dropped")
    resources = container.get("resources", {})
    for group, key in (("requests", "cpu"), ("requests", "memory"), ("limits", "memory")):
        expect(key in resources.get(group, {}), where, f"resources.{group}.{key} is missing")
    for port in container.get("ports", []):
        expect("name" in port, where, f"port {port['containerPort']} has no name")
        expect("hostPort" not in port, where, "takes a port of the host")
    image = container["image"]
    expect(not image.endswith(":latest"), where, f"image {image}")
    if overlay:
        expect("@sha256:" in image or ":" in image.rsplit("/", 1)[-1], where,
               f"image {image} has neither tag nor digest")
        # Ours get theirs from whoever publishes them.
        expect("@sha256:" in image or "gatehouse/" in image or image.split(":")[0] in BY_TAG, where,
               f"image {image} has no digest")
    expect(container.get("imagePullPolicy") == "IfNotPresent", where, "imagePullPolicy is not IfNotPresent")


def is_own(name):
    return "module" in services[name]


def released():
    """What a release brings; all else keeps running."""
    return {name for name in services if is_own(name)} | {"migrate"}


def check_services(where, documents):
    """Demo and production have all of services/, minimal all but the shop; elsewhere both are left to choose."""
    own = {name for name in services if is_own(name)}
    shop = {name for name in own if services[name]["component"] == "shop"}
    others = set(services) - own
    choices = {"demo": [set(services)], "production": [set(services)], "minimal": [set(services) - shop]}
    found = {d["metadata"]["name"] for d in documents if d["kind"] == "Deployment" and KIND in labels_of(d)}
    expect(found in choices.get(where, [own, own | others, own - shop, own - shop | others]), where,
           f"has the services {sorted(found)}")
    for name in sorted(found & set(services)):
        check_service(f"{where} {name}", name, documents)


def check_service(where, name, documents):
    """A service behind the gate: everything of the fixed list, and what a rolling update without loss needs."""
    kinds = [k for k in KINDS_OF_A_SERVICE if k != "PodDisruptionBudget"]
    mine = {d["kind"]: d for d in documents if d["metadata"]["name"] == name and d["kind"] in kinds}
    for kind in kinds:
        expect(kind in mine, where, f"has no {kind}")
    if set(mine) != set(kinds):
        return
    deployment = mine["Deployment"]["spec"]
    expect("replicas" not in deployment, where, "replicas belong to the HorizontalPodAutoscaler")
    expect(deployment["selector"]["matchLabels"] == {"app.kubernetes.io/name": name}, where,
           "selector is not the name alone")
    expect(deployment["strategy"]["rollingUpdate"] == {"maxUnavailable": 0, "maxSurge": 1}, where, "rolling update")
    spec = deployment["template"]["spec"]
    container = spec["containers"][0]
    expect(spec["serviceAccountName"] == name and container["name"] == name, where,
           "account or container has another name")
    environment = {e["name"]: e.get("value") for e in container["env"]}
    wait = container["lifecycle"]["preStop"]["sleep"]["seconds"]
    if is_own(name):
        for probe, path in (("startupProbe", "started"), ("readinessProbe", "ready"), ("livenessProbe", "live")):
            expect(container[probe]["httpGet"] == {"path": f"/health/{path}", "port": "http-admin"}, where, probe)
        grace = int(environment["SERVER_SHUTDOWN_GRACE_PERIOD"].removeprefix("PT").removesuffix("S"))
        heap = int(re.search(r"-Xmx(\d+)m", environment["JDK_JAVA_OPTIONS"]).group(1))
        limit = int(container["resources"]["limits"]["memory"].removesuffix("Mi"))
        expect(limit - heap >= 220, where, f"only {limit - heap} MiB beside the heap")
    else:
        for probe in ("startupProbe", "readinessProbe", "livenessProbe"):
            expect(container[probe]["httpGet"] == {"path": services[name]["health"], "port": "http"}, where, probe)
        # What the gate lets a request take.
        grace = 15
        expect(environment["PORT"] == str(services[name]["port"]), where, "is told another port")
        expect("JDK_JAVA_OPTIONS" not in environment, where, "has options of a JVM")
    expect(wait + grace < spec["terminationGracePeriodSeconds"], where, "is killed before its requests are done")
    keys = {c["topologyKey"] for c in spec["topologySpreadConstraints"]}
    expect(keys == {"kubernetes.io/hostname", "topology.kubernetes.io/zone"}, where, "is not spread by host and zone")
    for constraint in spec["topologySpreadConstraints"]:
        expect(constraint.get("nodeTaintsPolicy") == "Honor"
               and constraint.get("matchLabelKeys") == ["pod-template-hash"], where,
               "spread without nodeTaintsPolicy or matchLabelKeys")
    scaler = mine["HorizontalPodAutoscaler"]["spec"]
    expect((scaler["minReplicas"], scaler["maxReplicas"]) == (2, 3), where, "is not scaled 2..3")
    expect(scaler["metrics"] == [{"type": "ContainerResource", "containerResource": {
        "container": name, "name": "cpu", "target": {"type": "Utilization", "averageUtilization": 50}}}],
           where, "is not scaled at 50 % of its own container")
    labels = deployment["template"]["metadata"]["labels"]
    # A pod of two budgets cannot be evicted at all.
    budgets = [d["spec"]["maxUnavailable"] for d in documents if d["kind"] == "PodDisruptionBudget"
               and d["metadata"]["namespace"] == mine["Deployment"]["metadata"]["namespace"]
               and selects(d["spec"]["selector"], labels)]
    expect(budgets == [1], where, f"disruption budgets: {budgets}")
    rules = mine["NetworkPolicy"]["spec"]["ingress"]
    expect(all(rule["from"] and rule["ports"] for rule in rules), where, "a rule without sources or ports lets all in")
    for port in mine["Service"]["spec"]["ports"]:
        expect("name" in port and "appProtocol" in port, where, "a port of the Service has no name or protocol")


def check_versions(where, documents, own):
    """A pod of ours has the version of the release, any other that of its image: a release must not restart it."""
    pods = [(document, pod_of(document)) for document in documents if document["kind"] in WORKLOADS]
    ours = released()
    versions = {pod["metadata"]["labels"].get("version") for _, pod in pods
                if pod["metadata"]["labels"]["app.kubernetes.io/name"] in ours}
    expect(len(versions) == 1 and None not in versions, where, f"our pods have the versions {versions}")
    for document, pod in pods:
        at = f"{where} {document['kind']} {document['metadata']['name']}"
        labels = pod["metadata"]["labels"]
        version = labels.get("version")
        expect(labels.get("app.kubernetes.io/version") == version, at, "its two labels for the version differ")
        if labels["app.kubernetes.io/name"] in ours or version is None:
            continue
        expect(version not in versions, at, "has the version of our release")
        # An overlay of somebody else may name a mirror, a digest or a later image.
        for image in [c["image"] for c in containers_of(pod) if own and "gatehouse/" not in c["image"]]:
            expect(image.split("@")[0].endswith(f":{version}"), at, f"has the version {version} and the image {image}")


def selects(selector, labels):
    if any(labels.get(k) != v for k, v in selector.get("matchLabels", {}).items()):
        return False
    return all(e["key"] in labels if e["operator"] == "Exists" else labels.get(e["key"]) in e["values"]
               for e in selector.get("matchExpressions", []))


def check_network(where, documents):
    """Every namespace of ours denies all, and no policy or budget or service speaks of a pod that is not there."""
    policies = [d for d in documents if d["kind"] == "NetworkPolicy"]
    pods = [(d["metadata"]["namespace"], pod_of(d)["metadata"]["labels"]) for d in documents if d["kind"] in WORKLOADS]

    def is_there(namespace, selector):
        return selector.get("matchLabels") in ELSEWHERE or any(
            its == namespace and selects(selector, labels) for its, labels in pods)

    for namespace in {d["metadata"]["name"] for d in documents if d["kind"] == "Namespace"}:
        denied = [p for p in policies if p["metadata"]["namespace"] == namespace and p["spec"]["podSelector"] == {}
                  and set(p["spec"]["policyTypes"]) == {"Ingress", "Egress"}
                  and not p["spec"].get("ingress") and not p["spec"].get("egress")]
        expect(len(denied) == 1, where, f"namespace {namespace} has no default-deny")
    for policy in policies:
        selector = policy["spec"]["podSelector"]
        if selector:
            expect(is_there(policy["metadata"]["namespace"], selector), where,
                   f"NetworkPolicy {policy['metadata']['name']} selects nothing")
    for document in documents:
        if document["kind"] in ("PodDisruptionBudget", "Service"):
            selector = document["spec"]["selector"]
            selector = selector if document["kind"] != "Service" else {"matchLabels": selector}
            expect(is_there(document["metadata"]["namespace"], selector), where,
                   f"{document['kind']} {document['metadata']['name']} selects nothing")


# Who is let out of the shop, to the names in which namespaces.
WAYS_OUT = {"payments": {"provider"}, "idp": {"clients", "mail"}}
NAMES_OUTSIDE = set().union(*WAYS_OUT.values())
# What an address outside is not: no block that leads out may hold it.
INSIDE = ["10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16"]


def holds_inside(block):
    cidr = ipaddress.ip_network(block["cidr"])
    excepted = [ipaddress.ip_network(each) for each in block.get("except", [])]
    return any(cidr.version == 4 and cidr.overlaps(inside) and not any(inside.subnet_of(each) for each in excepted)
               for inside in map(ipaddress.ip_network, INSIDE))


def check_way_out(where, documents):
    """Payments alone is let out to the provider, idp alone to clients and mails, and no other proxy has heard of those."""

    def leads_out(peer):
        labels = peer.get("namespaceSelector", {}).get("matchLabels", {})
        return "ipBlock" in peer or labels.get("kubernetes.io/metadata.name") in NAMES_OUTSIDE

    ways = dict.fromkeys(WAYS_OUT, 0)
    for document in documents:
        at = f"{where} {document['kind']} {document['metadata']['name']}"
        if document["metadata"].get("namespace") != "gatehouse":
            continue
        if document["kind"] == "NetworkPolicy":
            name = document["spec"]["podSelector"].get("matchLabels", {}).get("app.kubernetes.io/name")
            for rule in document["spec"].get("egress", []):
                expect(rule.get("to") and rule.get("ports"), at, "a rule without targets or ports lets all out")
                if any(leads_out(peer) for peer in rule["to"]):
                    expect(name in WAYS_OUT, at, "lets another than payments and idp out")
                    ways[name] = ways.get(name, 0) + 1
                    expect(not any(holds_inside(peer["ipBlock"]) for peer in rule["to"] if "ipBlock" in peer), at,
                           "lets out to what is inside")
        if document["kind"] == "Sidecar":
            name = document["spec"].get("workloadSelector", {}).get("labels", {}).get("app.kubernetes.io/name")
            hosts = [host for listener in document["spec"]["egress"] for host in listener["hosts"]]
            outside = {host.split("/")[0] for host in hosts} & {*NAMES_OUTSIDE, "*"}
            expect(outside <= WAYS_OUT.get(name, set()), at, f"shows {sorted(outside)} to another")
    if where in ("demo", "production"):
        expect(ways == {"payments": 1, "idp": 0}, where, f"{ways} ways out")
        maps = [d for d in documents if d["kind"] == "ConfigMap" and d["metadata"]["name"].startswith("gatehouse-")]
        expect(not maps[0]["data"]["provider-url"].endswith(".invalid"), where, "nobody has set provider-url")
        expect(maps[0]["data"]["private-addresses"] == "false", where, "idp may call what is inside")
        expect(maps[0]["data"]["mail-folder"] == "", where, "idp writes mails to its own disk")
    if where in ("demo-client-logout", "demo-mail"):
        expect(ways == {"payments": 1, "idp": 1}, where, f"{ways} ways out")


# By which idp learns of a client's certificate, and of where it calls from.
CERTIFICATE = {"x-gatehouse-client-certificate": "%DOWNSTREAM_PEER_CERT%"}
ADDRESS = {"x-gatehouse-client-address": "%DOWNSTREAM_REMOTE_ADDRESS_WITHOUT_PORT%"}


def check_certificates(where, documents, configuration):
    """
    Clients are asked for certificates where idp says so and nowhere else, and none can tell idp of one themselves; idp, and
    nobody else, is told of a client's address.
    """
    url = configuration["certificate-url"]
    host = url.removeprefix("https://")
    places = 0
    for document in documents:
        at = f"{where} {document['kind']} {document['metadata']['name']}"
        if document["kind"] == "Gateway":
            for server in document["spec"]["servers"]:
                asks = server.get("tls", {}).get("mode", "SIMPLE") != "SIMPLE"
                places += asks
                expect(not asks or (server["tls"]["mode"] == "MUTUAL" and server["hosts"] == [f"./{host}"]), at,
                       "asks for certificates in another way or at another name")
        if document["kind"] == "VirtualService":
            for route in document["spec"]["http"]:
                added = route.get("headers", {}).get("request", {}).get("set", {})
                tells = document["metadata"]["name"] == "client-certificates" and "route" in route
                to_idp = any(each["destination"]["host"].startswith("idp.") for each in route.get("route", []))
                expected = (CERTIFICATE if tells else {}) | (ADDRESS if to_idp else {})
                expect(added == expected, at, f"route {route['name']} adds {added}")
                expect(not tells or document["spec"]["hosts"] == [host], at, "has another host")
                removed = route.get("headers", {}).get("request", {}).get("remove", [])
                expect(not tells or "x-forwarded-client-cert" in removed, at,
                       f"route {route['name']} lets a client's names into the header of workloads")
        if document["kind"] == "EnvoyFilter" and document["metadata"]["name"] == "headers":
            prefixes = [each.get("remove_on_match", {}).get("key_matcher", {}).get("prefix") for each in
                        document["spec"]["configPatches"][0]["patch"]["value"]["typed_config"]
                        ["early_header_mutation_extensions"][0]["typed_config"]["mutations"]]
            for header in CERTIFICATE | ADDRESS:
                expect(any(prefix and header.startswith(prefix) for prefix in prefixes), at, f"leaves {header} of clients")
    expect(places == (1 if url else 0), where, f"asks for certificates {places} times, certificate-url is \"{url}\"")
    expect(places == 1 or where != "demo-client-certificates", where, "asks nobody for a certificate")


def check_canary(where, documents, configuration):
    """Idp gets to the gateway where it has authorities to believe there, at the issuer's host alone, and nobody else does."""
    host = configuration["issuer"].removeprefix("https://")
    ways = []
    for document in documents:
        at = f"{where} {document['kind']} {document['metadata']['name']}"
        spec = document.get("spec", {})
        if document["kind"] == "ServiceEntry" and host in spec["hosts"]:
            expect((spec["hosts"], spec["exportTo"], spec["addresses"]) == ([host], ["gatehouse"], ["240.0.0.1"]), at,
                   "leads to the gate in another way")
            ways.append("ServiceEntry")
        if document["metadata"].get("namespace") != "gatehouse":
            continue
        if document["kind"] == "Deployment" and spec["template"]["spec"].get("hostAliases"):
            expect(document["metadata"]["name"] == "idp"
                   and spec["template"]["spec"]["hostAliases"] == [{"ip": "240.0.0.1", "hostnames": [host]}], at,
                   "knows other hosts by itself")
            ways.append("Deployment")
        if document["kind"] == "Sidecar":
            name = spec.get("workloadSelector", {}).get("labels", {}).get("app.kubernetes.io/name")
            shown = [each for listener in spec["egress"] for each in listener["hosts"] if each.startswith("istio-system/")]
            expect(not shown or (name == "idp" and shown == [f"istio-system/{host}"]), at, f"shows {shown}")
            ways += ["Sidecar"] * len(shown)
        if document["kind"] == "NetworkPolicy":
            name = spec["podSelector"].get("matchLabels", {}).get("app.kubernetes.io/name")
            for rule in spec.get("egress", []):
                if any(selects(peer.get("podSelector", {}), {"istio": "ingressgateway"})
                       and "istio-system" in peer.get("namespaceSelector", {}).get("matchLabels", {}).values()
                       for peer in rule["to"]):
                    expect(name == "idp" and len(rule["to"]) == 1
                           and rule["ports"] == [{"port": 8443, "protocol": "TCP"}], at, "lets out to the gateway")
                    ways.append("NetworkPolicy")
    all_of_them = ["Deployment", "NetworkPolicy", "ServiceEntry", "Sidecar"]
    expect(sorted(ways) == (all_of_them if configuration["gate-authorities"] else []), where,
           f"ways to the gate: {ways}, gate-authorities is \"{configuration['gate-authorities']}\"")
    expect(ways or where != "demo-key-canary", where, "tries no key")


def references(pod):
    for volume in pod["spec"].get("volumes", []):
        if "configMap" in volume:
            yield "ConfigMap", volume["configMap"]["name"], None
        if "secret" in volume and not volume["secret"].get("optional"):
            yield "Secret", volume["secret"]["secretName"], None
    for container in containers_of(pod):
        for entry in container.get("env", []):
            key = entry.get("valueFrom", {}).get("configMapKeyRef")
            if key:
                yield "ConfigMap", key["name"], key["key"]
            secret = entry.get("valueFrom", {}).get("secretKeyRef")
            # Ratelimit reads its password from nowhere else.
            expect(secret is None or entry["name"] == "REDIS_AUTH", container["name"], "a secret in the environment")
            if secret:
                yield "Secret", secret["name"], None


def check_references(where, documents):
    maps = {(d["metadata"]["namespace"], d["metadata"]["name"]): d for d in documents if d["kind"] == "ConfigMap"}
    expect(not any(d["kind"] == "Secret" for d in documents), where, "holds a secret")
    passwords = {f"database-{name}{end}" for name, service in services.items() if service.get("database")
                 for end in ("", "-owner") if end == "" or is_own(name)}
    for document in documents:
        if document["kind"] not in WORKLOADS:
            continue
        namespace = document["metadata"]["namespace"]
        for kind, name, key in references(pod_of(document)):
            at = f"{where} {document['kind']} {document['metadata']['name']}"
            if kind == "Secret":
                expect(name in SECRETS.get(namespace, set()) or (namespace == "gatehouse" and name in passwords), at,
                       f"secret {name} is made by nobody")
            else:
                found = maps.get((namespace, name))
                expect(found is not None, at, f"ConfigMap {name} is not there")
                expect(key is None or (found and key in found["data"]), at, f"ConfigMap {name} has no key {key}")


def check_schema(where, document):
    if kubernetes_validate is None or "istio.io" in document["apiVersion"]:
        return
    try:
        kubernetes_validate.validate(document, "1.36", strict=True)
        expect(True, where, "")
    except Exception as error:  # the package raises several kinds; each means an invalid document
        expect(False, where, str(error).splitlines()[0])


def check_rendered(path):
    documents = [d for d in yaml.safe_load_all(path.read_text()) if d]
    overlay = path.stem in OVERLAYS
    names = set()
    for document in documents:
        identity = (document["kind"], document["metadata"].get("namespace"), document["metadata"]["name"])
        where = f"{path.stem} {document['kind']} {document['metadata']['name']}"
        expect(identity not in names, where, "stands there twice")
        names.add(identity)
        expect(document["metadata"].get("labels", {}).get("app.kubernetes.io/part-of") == "gatehouse"
               or document["kind"] == "ConfigMap" or overlay is False, where, "part-of is missing")
        check_schema(where, document)
        if document["kind"] in WORKLOADS:
            check_pod(where, document, overlay)
    check_services(path.stem, documents)
    check_versions(path.stem, documents, overlay)
    check_network(path.stem, documents)
    check_references(path.stem, documents)
    check_way_out(path.stem, documents)
    configuration = next(d for d in documents
                         if d["kind"] == "ConfigMap" and d["metadata"]["name"].startswith("gatehouse-"))
    if path.stem == "production":
        expect(configuration["data"]["faults"] == "false", path.stem, "faults are on")
        expect(configuration["data"]["demo-catalogue"] == "false", path.stem, "the demo catalogue is on")
        enforced = [d["metadata"]["labels"].get("pod-security.kubernetes.io/enforce") for d in documents
                    if d["kind"] == "Namespace" and d["metadata"]["name"].startswith("gatehouse")]
        expect(set(enforced) == {"restricted"}, path.stem, "a namespace does not enforce restricted")
    check_certificates(path.stem, documents, configuration["data"])
    check_canary(path.stem, documents, configuration["data"])
    check_issuer(path, documents, configuration["data"])
    check_limits(path.stem, documents)
    if path.stem == "demo":
        check_footprint(path.stem, documents)


def check_issuer(path, documents, configuration):
    """The gateway and the services speak of one issuer and one host."""
    issuer = configuration["issuer"]
    host = issuer.removeprefix("https://")
    for document in documents:
        where = f"{path.stem} {document['kind']} {document['metadata']['name']}"
        if document["kind"] == "RequestAuthentication":
            expect(document["spec"]["jwtRules"][0]["issuer"] == issuer, where, "has another issuer")
        # The gate itself takes any name, to refuse the wrong ones with an answer.
        if document["kind"] == "Gateway" and document["metadata"]["name"] == "redirect":
            for server in document["spec"]["servers"]:
                # Of this namespace's routes only.
                expect(server["hosts"] == [f"./{host}"], where, "has another host")
    if host != "gatehouse.localhost":
        # The names of accounts and secrets apart, nothing of the demonstration may be left.
        expect("gatehouse.localhost" not in path.read_text(), path.stem, "still speaks of gatehouse.localhost")


def check_limits(where, documents):
    """What the gateway counts by itself it counts centrally too; central windows are fixed, so a burst is one."""
    central = {}
    for document in documents:
        if document["kind"] == "ConfigMap" and document["metadata"]["name"].startswith("ratelimit-"):
            for limit in yaml.safe_load(document["data"]["limits.yaml"])["descriptors"]:
                rate = limit["descriptors"][0]["rate_limit"]
                central[limit["value"]] = (rate["requests_per_unit"], rate["unit"])
    buckets = {}
    for document in documents:
        if document["kind"] == "EnvoyFilter" and document["metadata"]["name"].startswith("limits-per-"):
            for patch in document["spec"]["configPatches"]:
                for descriptor in patch["patch"]["value"]["typed_config"].get("descriptors", []):
                    buckets[descriptor["entries"][0]["value"]] = descriptor["token_bucket"]
    if not central or not buckets:
        return
    units = {"1s": "second", "60s": "minute", "3600s": "hour"}
    for name, bucket in buckets.items():
        expect(central.get(name) == (bucket["max_tokens"], units[bucket["fill_interval"]]), where,
               f"limit {name}: {bucket} in the gateway, {central.get(name)} in ratelimit")
    # A burst of 40 at 20 a minute: the window of the minute is the burst, that of the hour the rate.
    hour = buckets["signin"]["tokens_per_fill"] * 60
    expect(central.get("signin-hour") == (hour, "hour"), where, "limit signin-hour")


def check_footprint(where, documents):
    """What the demonstration reserves at most leaves 3 GiB and 0.7 cores of a small node to the rest."""
    total = cores = 0
    for document in documents:
        # A service that is not ours is not part of the demonstration.
        if document["kind"] in WORKLOADS - {"Job"} and labels_of(document).get(KIND) != "foreign":
            spec = document["spec"]
            count = 3 if document["metadata"]["name"] in services else spec.get("replicas", 1)
            pod = pod_of(document)
            annotations = pod["metadata"].get("annotations", {})
            total += count * sum(mebibytes(c["resources"]["requests"]["memory"]) for c in pod["spec"]["containers"])
            total += count * mebibytes(annotations.get("sidecar.istio.io/proxyMemory", "0Mi"))
            cores += count * sum(millicores(c["resources"]["requests"]["cpu"]) for c in pod["spec"]["containers"])
            cores += count * millicores(annotations.get("sidecar.istio.io/proxyCPU", "0m"))
    expect(total <= 5 * 1024, where, f"reserves {total} MiB")
    expect(cores <= 1300, where, f"reserves {cores}m of CPU")
    print(f"demo reserves {total} MiB and {cores}m with every service at three instances")


def millicores(text):
    return int(text.removesuffix("m")) if text.endswith("m") else int(text) * 1000


def mebibytes(text):
    return int(text.removesuffix("Gi")) * 1024 if text.endswith("Gi") else int(text.removesuffix("Mi"))


def check_postgres(repository):
    """The database of the demonstration is of the major version that every test on a laptop runs on."""
    pom = (repository / "pom.xml").read_text()
    major = re.search(r"<embedded-postgres-binaries.version>(\d+)", pom)[1]
    for path, speaks in (("k8s/images/postgres.Dockerfile", r"postgresql[-/](\d+)"),
                         ("k8s/images/base", r"postgresql[-/](\d+)"),
                         ("k8s/components/postgres/prepare.sh", r"/postgresql/(\d+)"),
                         ("k8s/components/postgres/postgres.yaml", r"(?:/postgresql/|version: \")(\d+)")):
        found = set(re.findall(speaks, (repository / path).read_text()))
        expect(found == {major}, path, f"speaks of PostgreSQL {sorted(found)}, the laptop runs {major}")


def check_order(repository):
    for name, service in services.items():
        folder = "services" if not is_own(name) else "shop" if service["component"] == "shop" else "base"
        path = repository / "k8s" / folder / f"{name}.yaml"
        kinds = [d["kind"] for d in yaml.safe_load_all(path.read_text())]
        job = ["Job"] if is_own(name) and service.get("database") else []
        expect(kinds == KINDS_OF_A_SERVICE + job, path.name, f"is in the order {kinds}")


def check_alerts(repository):
    """Each alert has its heading in docs/operations.md, and each heading of one word there its alert."""
    groups = yaml.safe_load((repository / "k8s/components/monitoring/rules.yml").read_text())["groups"]
    alerts = {rule["alert"] for group in groups for rule in group["rules"] if "alert" in rule}
    chapter = (repository / "docs/operations.md").read_text().split("\n## Alerts\n")[1].split("\n## ")[0]
    headings = set(re.findall(r"^### (\w+)$", chapter, re.M))
    for name in sorted(alerts | headings):
        expect(name in headings, "operations.md", f"says nothing about alert {name}")
        expect(name in alerts, "rules.yml", f"has no alert {name}, which operations.md speaks of")


def check_source(path, text):
    lines = text.splitlines()
    # The reasons stand in what it is made of.
    if lines[0].startswith("# Made of "):
        return
    expect(lines[0] == "# SPDX-License-Identifier: Apache-2.0", path, "has no licence line")
    if path.name == "kustomization.yaml":
        return
    reasoned = set()
    for number, line in enumerate(lines):
        if CHOICES.match(line):
            choice = line.strip()
            # The mesh says the same of several services: the reason stands where it is said first.
            known = path.parts[0] in ("istio", "gate") and choice in reasoned
            # A comment at the line, or above it within the same block of numbers.
            near = any("#" in above for above in lines[max(0, number - 5):number + 1])
            expect(near or known, f"{path}:{number + 1}", f"no reason beside \"{choice}\"")
            if near:
                reasoned.add(choice)


def main(repository, rendered):
    for path in sorted((repository / "services").glob("*.yaml")):
        services[path.stem] = yaml.safe_load(path.read_text())
    for path in rendered:
        check_rendered(path)
    check_order(repository)
    check_postgres(repository)
    check_alerts(repository)
    for folder in ("k8s", "cockroach", "certs", "istio", "services", "gate/mesh"):
        for path in sorted((repository / folder).rglob("*.y*ml")):
            check_source(path.relative_to(repository), path.read_text())
    for problem in problems:
        print(f"FAILS {problem}")
    if kubernetes_validate is None:
        print("schemas were not checked: the Python package kubernetes-validate is not installed")
    print(f"{checked - len(problems)} passed, {len(problems)} failed")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]).resolve(), [Path(a) for a in sys.argv[2:]]))
