using CostGuard.Core.Configuration;
using CostGuard.Core.Ports;

namespace CostGuard.Collect.Kubernetes;

/// <summary>The right to reach OpenCost's API from where CostGuard runs.</summary>
internal sealed class KubernetesPolicy : IAccessPolicy
{
    public string Provider => "kubernetes";

    public IReadOnlyList<string> Extras { get; } = [];

    public string Text(Connection? connection, IReadOnlySet<string> extras) => """
        apiVersion: networking.k8s.io/v1
        kind: NetworkPolicy
        metadata: { name: costguard-reads-opencost, namespace: opencost }
        spec:
          podSelector: { matchLabels: { app.kubernetes.io/name: opencost } }
          policyTypes: [Ingress]
          ingress:
            - from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: costguard } } }]
              ports: [{ port: 9003 }]
        """.ReplaceLineEndings("\n");

    public IReadOnlyList<string> Reasons(IReadOnlySet<string> extras) =>
    [
        "CostGuard calls GET /allocation of OpenCost on port 9003, from its namespace 'costguard'. A policy of pods shuts out whom it does not name: keep what else must reach OpenCost.",
        "From outside the cluster: an https address before OpenCost that asks for a bearer token ('auth: { token: … }').",
        "Never asked: the Kubernetes API, Prometheus, a role in the cluster.",
    ];
}
