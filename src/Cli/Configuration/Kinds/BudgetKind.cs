using CostGuard.Cli.Configuration.Shapes;

namespace CostGuard.Cli.Configuration.Kinds;

/// <summary>budgets/*.yaml.</summary>
public static class BudgetKind
{
    public static ObjectKind Kind { get; } = new("budget", "Budget", "budgets", "What a team may spend.", new MapShape(
        new Field("team", Form.Text(TextForm.Name, "Whose budget; \"all\" is the whole company.", "payments"), Required: true),
        new Field("currency", Form.Text(TextForm.Currency, "Currency of the amounts. Default: the company's.", "USD")),
        new Field("metric", Form.Metric("Cost that is compared with the amount. Default: the company's.")),
        new Field("period", Form.Choice("What an amount is for. Default month.", "month", "quarter", "half-year", "year")),
        new Field("amounts", new MapShape
        {
            KeysMin = 1,
            Description = "First month of the period: amount.",
            Open = new OpenKeys(TextForm.Month.Pattern, TextForm.Month.What, new NumberShape(0, 9_999_999_999m)),
        }),
        new Field("amountsFrom", Form.OneOrMany(Form.Text("A table in budgets/.", "budgets/2026.csv"), "Tables with the amounts.")),
        new Field("thresholds", new ListShape(Threshold) { Description = "Default: 50 % (info), 80 % (warning), 100 % and 120 % (critical) of actual cost." }),
        new Field("grossOfCredits", Form.Flag("True leaves credits out, so that they do not hide consumption. Default true.")),
        new Field("withoutTax", Form.Flag("True leaves tax out. Default true.")),
        new Field("zeroBudget", Form.Flag("True when an amount of 0 is meant: any cost is over. Default false.")),
        new Field("rearmBelow", Form.Share("Share below which a threshold can fire again."), Later: true))
    { ExactlyOne = ["amounts", "amountsFrom"] })
    {
        Example = """
            apiVersion: costguard/v1
            kind: Budget
            metadata: { name: payments-monthly }
            spec:
              team: payments
              currency: USD
              metric: effective
              amounts: { 2026-10: 46000, 2026-11: 48000, 2026-12: 50000 }
              thresholds:
                - { at: 80%, of: actual }
                - { at: 100%, of: actual, severity: critical }

            """,
    };

    private static MapShape Threshold => new(
        new Field("at", Form.Share("Share of the amount: 80% or 0.8."), Required: true),
        new Field("of", Form.Choice("actual, or forecast (kept for a later version). Default actual.", "actual", "forecast")),
        new Field("severity", Form.Choice("info, warning, critical (or high, the same). Default warning.", "info", "warning", "critical", "high")),
        new Field("minConfidence", Form.Share("Confidence that a forecast needs."), Later: true));
}
