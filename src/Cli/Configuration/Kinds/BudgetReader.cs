using CostGuard.Cli.Configuration.Checks;
using CostGuard.Cli.Configuration.Csv;
using CostGuard.Cli.Configuration.Yaml;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Values;

namespace CostGuard.Cli.Configuration.Kinds;

/// <summary>Puts budgets together from YAML and tables. A line of a table that no budget takes becomes the budget TEAM-monthly.</summary>
/// <param name="context">References and problems.</param>
/// <param name="company">Defaults.</param>
/// <param name="tables">Lines by file, relative to the home with slashes: "budgets/2026.csv".</param>
public sealed class BudgetReader(ReadContext context, CompanyConfig company, IReadOnlyDictionary<string, IReadOnlyList<BudgetLine>> tables)
{
    private readonly BudgetChecks _checks = new(context, company);
    private readonly HashSet<BudgetLine> _taken = new(ReferenceEqualityComparer.Instance);

    /// <summary>Names of budgets are taken from all files, also from those with errors.</summary>
    public IReadOnlyList<BudgetConfig> Read(IReadOnlyList<ConfigDocument> sound, IReadOnlySet<string> names)
    {
        var budgets = new List<BudgetConfig>();
        foreach (ConfigDocument document in sound) budgets.Add(ReadBudget(document));
        foreach (IGrouping<string, BudgetLine> lines in tables.OrderBy(table => table.Key, StringComparer.Ordinal)
            .SelectMany(table => table.Value).Where(line => !_taken.Contains(line)).GroupBy(line => line.Team, StringComparer.Ordinal))
        {
            budgets.AddRange(FromTable(lines.Key, [.. lines], names));
        }

        return [.. budgets.OrderBy(budget => budget.Name, StringComparer.Ordinal)];
    }

    private BudgetConfig ReadBudget(ConfigDocument document)
    {
        MapNode spec = document.Spec;
        string team = spec.Text("team")!;
        context.CheckTeam((ScalarNode)spec["team"]!, all: true);
        Currency currency = spec.Text("currency") is { } code ? Currency.Parse(code) : company.Currency;
        BudgetPeriodKind kind = Values.PeriodKind(spec.Text("period"));
        var forms = new BudgetForms(context, kind, currency);
        DayRange? once = spec.Map("days") is { } days ? forms.Days(days) : null;
        IReadOnlyList<PlacedAmount> amounts = Amounts(document, forms, once, team, currency);
        var defaults = Default(document.Name!, team, currency, document.File);
        BudgetConfig budget = defaults with
        {
            Metric = Values.Metric(spec.Text("metric")) ?? company.Metric,
            Kind = once is null ? kind : BudgetPeriodKind.Custom,
            Once = once,
            Amounts = once is null
                ? _checks.Amounts(document.Name!, team, kind, currency, amounts)
                : amounts.ToDictionary(amount => amount.Month, amount => amount.Amount),
            Revisions = forms.Revisions(spec),
            StepRevisions = spec.Text("changeInPeriod") == "step",
            Rollover = spec.Map("rollover") is { } rollover ? BudgetForms.Rollover(rollover) : null,
            GrossOfCredits = spec.Flag("grossOfCredits") ?? true,
            WithoutTax = spec.Flag("withoutTax") ?? true,
            ZeroBudget = spec.Flag("zeroBudget") ?? false,
            Thresholds = spec.Entry("thresholds") is null ? defaults.Thresholds : [.. spec.Items("thresholds").OfType<MapNode>().Select(Threshold).OrderBy(threshold => threshold.At)],
        };
        return budget with { Hysteresis = Hysteresis(budget, Values.Share(spec.Text("rearmBelow"))) };
    }

    private IReadOnlyList<PlacedAmount> Amounts(ConfigDocument document, BudgetForms forms, DayRange? once, string team, Currency currency)
    {
        MapNode spec = document.Spec;
        if (spec.Map("amounts") is { } map) return forms.Amounts(map);
        if (spec.Map("plan") is { } plan) return forms.Plan(plan);
        return spec.Map("days") is { } days ? forms.Once(days, once) : FromTables(document, team, currency);
    }

    private List<PlacedAmount> FromTables(ConfigDocument document, string team, Currency currency)
    {
        var amounts = new List<PlacedAmount>();
        foreach (ScalarNode file in document.Spec.Scalars("amountsFrom"))
        {
            string name = file.Text.Replace('\\', '/');
            if (!tables.TryGetValue(name, out IReadOnlyList<BudgetLine>? lines) && !tables.TryGetValue($"budgets/{name}", out lines))
            {
                context.Problems.Add(file.At.Report(BudgetFileErrors.NoTable, $"There is no table \"{file.Text}\" in budgets/."));
                continue;
            }

            BudgetLine[] own = [.. lines.Where(line => line.Team == team && line.Currency == currency)];
            _taken.UnionWith(own);
            if (own.Length == 0 && lines.Count > 0 && context.Teams.Contains(team))
                context.Problems.Add(file.At.Report(BudgetFileErrors.NoAmounts, $"\"{file.Text}\" has no line for {team} in {currency}."));
            amounts.AddRange(own.SelectMany(line => line.Amounts));
        }

        return amounts;
    }

    private IEnumerable<BudgetConfig> FromTable(string team, IReadOnlyList<BudgetLine> lines, IReadOnlySet<string> names)
    {
        bool several = lines.Select(line => line.Currency).Distinct().Count() > 1;
        foreach (IGrouping<Currency, BudgetLine> group in lines.GroupBy(line => line.Currency))
        {
            // Two currencies of one team are two budgets, since they are never added.
            string name = several ? $"{team}-monthly-{group.Key.Code.ToLowerInvariant()}" : $"{team}-monthly";
            BudgetLine first = group.First();
            if (names.Contains(name))
                context.Problems.Add(first.At.Report(BudgetFileErrors.SameAsTable, $"The line makes the budget \"{name}\", which is there already."));
            yield return Default(name, team, group.Key, first.At.File) with
            {
                Amounts = _checks.Amounts(name, team, BudgetPeriodKind.Month, group.Key, [.. group.SelectMany(line => line.Amounts)]),
            };
        }
    }

    private BudgetConfig Default(string name, string team, Currency currency, string file) =>
        new() { Name = name, Team = new TeamId(team), Currency = currency, Metric = company.Metric, File = file };

    private static BudgetThreshold Threshold(MapNode threshold)
    {
        string severity = threshold.Text("severity") ?? "warning";
        return new BudgetThreshold(
            Values.Share(threshold.Text("at")) ?? 0m,
            threshold.Text("of") ?? "actual",
            severity == "high" ? "critical" : severity,
            threshold.Number("amount"),
            Values.Share(threshold.Text("minConfidence")));
    }

    // "78%" beside a threshold of 80 % is a distance of two points, which the other thresholds keep as well.
    private static decimal? Hysteresis(BudgetConfig budget, decimal? rearmBelow)
    {
        decimal[] shares = [.. budget.Thresholds.Where(threshold => threshold is { Of: "actual", Absolute: null }).Select(threshold => threshold.At)];
        return rearmBelow is { } below && shares.Length > 0 ? Math.Max(0m, shares.Min() - below) : null;
    }
}
