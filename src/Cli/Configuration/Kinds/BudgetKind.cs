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
        new Field("plan", Plan),
        new Field("days", Days),
        new Field("versions", new ListShape(Version) { Description = "Later versions of the amounts. The original stays visible." }),
        new Field("changeInPeriod", Form.Choice(
            "How a version that begins inside a period counts: prorate (by days, default) or step (for the whole period).", "prorate", "step")),
        new Field("rollover", Rollover),
        new Field("amountsFrom", Form.OneOrMany(Form.Text("A table in budgets/.", "budgets/2026.csv"), "Tables with the amounts.")),
        new Field("thresholds", new ListShape(Threshold) { Description = "Default: 50 % (info), 80 % (warning), 100 % and 120 % (critical) of actual cost; 100 % (warning) and 110 % (critical) of the forecast." }),
        new Field("grossOfCredits", Form.Flag("True leaves credits out, so that they do not hide consumption. Default true.")),
        new Field("withoutTax", Form.Flag("True leaves tax out. Default true.")),
        new Field("zeroBudget", Form.Flag("True when an amount of 0 is meant: any cost is over. Default false.")),
        new Field("rearmBelow", Form.Share("Share below which the lowest threshold on actual cost can be told again; the others keep the same distance. Default 2 points below.")))
    { ExactlyOne = ["amounts", "amountsFrom", "plan", "days"] })
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
              versions:
                - { from: 2026-12, amount: 52000, reason: "new region", approvedBy: cfo@acme.test }
              rollover: { cap: 25% }
              thresholds:
                - { at: 80%, of: actual }
                - { at: 100%, of: actual, severity: critical }

            """,
    };

    private static NumberShape Amount(string description) => new(0, 9_999_999_999m) { Description = description };

    private static MapShape Plan => new(
        new Field("from", Form.Text(TextForm.Month, "First month of the first period.", "2027-01"), Required: true),
        new Field("periods", new NumberShape(1, 120, Whole: true) { Description = "How many periods. Default 12, or as many as there are weights." }),
        new Field("amount", Amount("Amount of the first period.")),
        new Field("growth", Form.SignedShare("Growth a period, compounding: 5% or -2%. Default 0.")),
        new Field("total", Amount("What all periods add up to; split evenly, or by weights.")),
        new Field("weights", new ListShape(new NumberShape(0, 9_999_999_999m), 1) { Description = "One weight a period, for example last year's costs." }))
    {
        Description = "Amounts in a line: flat, growing, or a total that is split to the cent.",
        ExactlyOne = ["amount", "total"],
    };

    private static MapShape Days => new(
        new Field("from", Form.Text(TextForm.MonthOrDay, "First day.", "2026-03-15"), Required: true),
        new Field("to", Form.Text(TextForm.MonthOrDay, "Last day, itself included; a month means its last day.", "2026-06-30"), Required: true),
        new Field("amount", Amount("Amount for those days."), Required: true))
    { Description = "A budget that exists once, for days of its own: a project, a migration." };

    private static MapShape Version => new(
        new Field("from", Form.Text(TextForm.MonthOrDay, "First day of the version.", "2026-06-11"), Required: true),
        new Field("amount", Amount("Amount of every period from then.")),
        new Field("amounts", new MapShape
        {
            KeysMin = 1,
            Description = "First month of the period: amount.",
            Open = new OpenKeys(TextForm.Month.Pattern, TextForm.Month.What, Amount("Amount of the period.")),
        }),
        new Field("reason", Form.Text("Why."), Required: true),
        new Field("author", Form.Text("Who asked for it.")),
        new Field("approvedBy", Form.Text("Who approved it.")))
    { ExactlyOne = ["amount", "amounts"] };

    private static MapShape Rollover => new(
        new Field("cap", Form.Share("The most that is carried, as a share of the next period's amount. Default 100%.")),
        new Field("deficit", Form.Flag("True takes what was spent above the amount from the next period. Default false.")),
        new Field("acrossYears", Form.Flag("True carries across the end of the fiscal year. Default false.")))
    { Description = "Carries unspent money into the next period." };

    private static MapShape Threshold => new(
        new Field("at", Form.Share("Share of the amount: 80% or 0.8.")),
        new Field("amount", Amount("An amount instead of a share.")),
        new Field("of", Form.Choice("actual, or forecast (of the period's end). Default actual.", "actual", "forecast")),
        new Field("severity", Form.Choice("info, warning, critical (or high, the same). Default warning.", "info", "warning", "critical", "high")),
        new Field("minConfidence", Form.Share("80%: a forecast is told only when its 80 % interval lies above the threshold.")))
    { ExactlyOne = ["at", "amount"] };
}
