using CostGuard.Cli.Configuration.Shapes;

namespace CostGuard.Cli.Configuration.Kinds;

/// <summary>notifications/routing.yaml.</summary>
public static class RoutingKind
{
    public static ObjectKind Kind { get; } = new("routing", "Routing", "notifications", "Who gets what.", new MapShape(
        new Field("finance", Form.OneOrMany(Form.Text(TextForm.Email, "E-mail.", "finance@acme.example"), "Recipients of the finance report."))))
    {
        NamedByFile = true,
        Example = """
            apiVersion: costguard/v1
            kind: Routing
            metadata: { name: routing }
            spec:
              finance: [finance@acme.example]

            """,
    };
}
