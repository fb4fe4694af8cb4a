"""The English glossary of the CNCF, asked as its readers would ask. The queries were written with
its names and definitions at hand, before any was tried."""

import pytest

from glossary.models import Term
from glossary.search.catalogue import current_catalogue
from glossary.search.engine import Matches
from glossary.search.fallbacks import search_with_fallbacks
from tests.exchange.real_data import put, records

pytestmark = pytest.mark.usefixtures("db")
QUERIES = [
    # Abbreviations, and what the glossary says of them.
    ("IaC", "infrastructure-as-code"),
    ("SRE", "site-reliability-engineering"),
    ("PaaS", "platform-as-a-service"),
    ("saas", "software-as-a-service"),
    ("VM", "virtual-machine"),
    ("vms", "virtual-machine"),
    ("CaaS", "containers-as-a-service"),
    ("DBaaS", "database-as-a-service"),
    ("wasm", "webassembly"),
    ("SCE", "security-chaos-engineering"),
    ("PaC", "policy-as-code"),
    ("Mutual TLS", "mutual-transport-layer-security"),
    ("ssl certificate", "digital-certificate"),
    ("public key certificate", "digital-certificate"),
    ("source control", "version-control"),
    ("bare metal", "bare-metal-machine"),
    # Misspelt, at any place, in one word of several.
    ("kuberentes", "kubernetes"),
    ("kubernets", "kubernetes"),
    ("jubernetes", "kubernetes"),
    ("serivce mesh", "service-mesh"),
    ("service mehs", "service-mesh"),
    ("sevice discovery", "service-discovery"),
    ("conainer orchestration", "container-orchestration"),
    ("container orchestartion", "container-orchestration"),
    ("idempotense", "idempotence"),
    ("idempotant", "idempotence"),
    ("microservises", "microservices-architecture"),
    ("virtuall machine", "virtual-machine"),
    ("hypervizor", "hypervisor"),
    ("firewal", "firewall"),
    ("obserability", "observability"),
    ("observablity", "observability"),
    ("montolithic apps", "monolithic-apps"),
    ("versoin control", "version-control"),
    ("version controll", "version-control"),
    ("zero turst", "zero-trust-architecture"),
    ("scalibility", "scalability"),
    ("relability", "reliability"),
    ("multitennancy", "multitenancy"),
    ("webasembly", "webassembly"),
    ("continous integration", "continuous-integration"),
    ("continuos delivery", "continuous-delivery"),
    ("infastructure as code", "infrastructure-as-code"),
    ("immutible infrastructure", "immutable-infrastructure"),
    ("cloud natvie security", "cloud-native-security"),
    ("edge compting", "edge-computing"),
    # Plurals, singulars; hyphen, space or neither.
    ("side car", "sidecar-container"),
    ("sidecar", "sidecar-container"),
    ("node", "nodes"),
    ("container", "containers"),
    ("containers", "containers"),
    ("microservice", "microservices-architecture"),
    ("managed service", "managed-services"),
    ("distributed system", "distributed-system"),
    ("distributed application", "distributed-apps"),
    ("monolith", "monolithic-apps"),
    ("stateless applications", "stateless-apps"),
    ("kubernetes operators", "kubernetes-operator"),
    ("sidecar containers", "sidecar-container"),
    ("api gateways", "api-gateway"),
    ("data centre", "datacenter"),
    ("data-center", "datacenter"),
    ("auto scaling", "autoscaling"),
    ("blue-green", "blue-green-deployment"),
    ("bluegreen deployment", "blue-green-deployment"),
    ("multi-tenancy", "multitenancy"),
    ("self-healing", "self-healing"),
    ("dev-sec-ops", "devsecops"),
    ("eventdriven architecture", "event-driven-architecture"),
    ("zerotrust", "zero-trust-architecture"),
    ("client server", "client-server-architecture"),
    # Pieces of names, words in another order.
    ("service me", "service-mesh"),
    ("loose coup", "loosely-coupled-architecture"),
    ("loosely coupled", "loosely-coupled-architecture"),
    ("tight coupling", "tightly-coupled-architecture"),
    ("loose coupling", "loosely-coupled-architecture"),
    ("orchestr", "container-orchestration"),
    ("tenancy", "multitenancy"),
    ("chaos", "chaos-engineering"),
    ("idemp", "idempotence"),
    ("immut", "immutable-infrastructure"),
    ("role based", "role-based-access-control"),
    ("access control", "role-based-access-control"),
    ("reliability engineering", "site-reliability-engineering"),
    ("mesh service", "service-mesh"),
    ("engineering chaos", "chaos-engineering"),
    ("native cloud apps", "cloud-native-apps"),
    ("architecture microservices", "microservices-architecture"),
    ("code infrastructure", "infrastructure-as-code"),
    ("image container", "container-image"),
    ("control version", "version-control"),
    # Questions.
    ("what is a pod", "pod"),
    ("what are pods", "pod"),
    ("how do I scale horizontally", "horizontal-scaling"),
    ("what's kubernetes?", "kubernetes"),
    ("how does service discovery work", "service-discovery"),
    ("why use a service mesh", "service-mesh"),
    ("what is canary release", "canary-deployment"),
    # Words an entry does not have all of.
    ("canary release", "canary-deployment"),
    # More questions.
    ("meaning of idempotence", "idempotence"),
    ("what does SRE stand for", "site-reliability-engineering"),
    ("how to scale vertically", "vertical-scaling"),
    ("explain edge computing", "edge-computing"),
    ("scaling up and down", "vertical-scaling"),
    ("who invented kubernetes", "kubernetes"),
    # Words of definitions and texts, as they stand there or in another shape.
    ("basic deployable unit", "pod"),
    ("intercepts traffic to or from", "service-proxy"),
    ("turbulent and unexpected conditions", "chaos-engineering"),
    ("one and only one operating system", "bare-metal-machine"),
    ("filters network traffic on the basis of specified rules", "firewall"),
    ("finding and resolving bugs", "debugging"),
    ("degree to which the system can generate", "observability"),
    ("efficiently distributes incoming requests among multiple instances", "load-balancer"),
    ("open source container orchestrator", "kubernetes"),
    ("minimal downtime two environments", "blue-green-deployment"),
    ("without any human intervention convergence loop", "self-healing"),
    (
        "authenticate and encrypt messages sent between two services",
        "mutual-transport-layer-security",
    ),
    ("splits application between client and server components", "client-server-architecture"),
    ("helper program that runs inside a Kubernetes cluster", "kubernetes-operator"),
    ("immutable static file containing dependencies", "container-image"),
    ("shared physical computer isolated operating systems", "virtualization"),
    ("sandboxed programs in the kernel", "ebpf"),
    ("remembers your cart online shop", "stateful-apps"),
    ("avoid vendor lock-in", "portability"),
    ("lock in", "portability"),
    ("iterative development cycles self-organizing teams", "agile-software-development"),
    ("abstracts servers away from the user", "serverless"),
    ("traffic is gradually moved", "canary-deployment"),
    ("earlier stages in the software lifecycle", "shift-left"),
    ("cultural merger of development operations and security", "devsecops"),
    ("records changes to a file over time", "version-control"),
    ("storing policies as files", "policy-as-code"),
    ("managing user access based on role", "role-based-access-control"),
    ("find instances that make up a service", "service-discovery"),
    ("resources added automatically when needed", "autoscaling"),
    ("adding cpu and memory", "vertical-scaling"),
    ("adding more nodes", "horizontal-scaling"),
    ("rules for internet traffic into a cluster", "ingress"),
    ("event triggered functions", "function-as-a-service"),
    ("mutally authenticated tls", "mutual-transport-layer-security"),
    ("scaled horizontally", "horizontal-scaling"),
    ("self healing systems", "self-healing"),
    ("third party operations and management", "managed-services"),
    ("desired state in git", "gitops"),
    ("phone system one program can call another", "grpc"),
    ("packaging application code with libraries", "containerization"),
]


@pytest.fixture
def _cncf() -> None:
    put([record for record in records("cncf/cncf.jsonl") if record["language"] == "en"])


def found(query: str) -> list[str]:
    matches: Matches = search_with_fallbacks(query, current_catalogue()).matches
    slugs = dict(Term.objects.values_list("pk", "slug"))
    return [slugs[pk] for pk in matches.ordered(matches.found)]


@pytest.mark.usefixtures("_cncf")
def test_the_right_entry_comes_first() -> None:
    places = {}
    for query, slug in QUERIES:
        slugs = found(query)
        places[query] = slugs.index(slug) if slug in slugs else len(slugs) + 5
    late = {query: place for query, place in places.items() if place}
    assert len(QUERIES) >= 60
    assert len(late) <= 0.05 * len(QUERIES), late
    assert sum(place >= 5 for place in late.values()) <= 0.01 * len(QUERIES), late
