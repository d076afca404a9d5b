using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using CostGuard.Core.Configuration;
using CostGuard.Core.Currencies;

namespace CostGuard.Cli.Configuration;

/// <summary>
/// SHA-256 over everything that decides about money, in one canonical form: what has no order is sorted, rules keep theirs, numbers are exact text.
/// Owners, recipients, time zones, schedules and connections are left out: they move no cost.
/// </summary>
public static class MoneyHash
{
    public static string Of(CostGuardConfiguration configuration)
    {
        string text = Canonical(configuration).ToJsonString();
        return Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
    }

    private static JsonObject Canonical(CostGuardConfiguration configuration) => new JsonObject
    {
        ["format"] = 1,
        ["company"] = Company(configuration.Company),
        ["teams"] = Array(configuration.Teams.OrderBy(team => team.Id).Select(Team)),
        ["allocation"] = Allocation(configuration.Allocation),
        ["budgets"] = Array(configuration.Budgets.OrderBy(budget => budget.Name, StringComparer.Ordinal).Select(Budget)),
    }
        .With("rates", configuration.Rates.Rates.Count == 0 ? null : Set(configuration.Rates.Rates.Select(Rate)))
        .With("drivers", configuration.Drivers.Count == 0 ? null : Set(configuration.Drivers.Select(Driver)));

    private static string Rate(ExchangeRate rate) => $"{rate.Kind} {rate.Month} {rate.From} {rate.To} {Invariant.Exact(rate.Rate)} {rate.Source}";

    private static string Driver(DriverQuantity driver) => $"{driver.Month} {driver.Team} {Invariant.Exact(driver.Quantity)} {driver.Driver} / {driver.Unit}";

    private static JsonObject Company(CompanyConfig company) => new()
    {
        ["name"] = company.Company,
        ["currency"] = company.Currency.Code,
        ["fiscalYearStartMonth"] = company.FiscalYearStartMonth,
        ["fiscalYearNamedByEnd"] = company.FiscalYearNamedByEnd,
        ["metric"] = company.Metric.ToString(),
        // The first spelling of a key wins, so that the order of spellings counts.
        ["aliases"] = Map(company.Tags.Aliases, spellings => Array(spellings.Select(Text))),
        ["values"] = Map(company.Tags.Values, values => Map(values, Set)),
        ["required"] = Set(company.Tags.Required),
    };

    private static JsonObject Team(TeamConfig team) => new()
    {
        ["id"] = team.Id.Value,
        ["title"] = team.Title,
        ["costCentre"] = team.CostCentre,
        ["parent"] = team.Parent?.Value,
        ["effectiveFrom"] = team.EffectiveFrom.ToString(),
        ["matches"] = Array(team.Matches.Select(match => Match(match)).OrderBy(match => match.ToJsonString(), StringComparer.Ordinal)),
    };

    private static JsonObject Match(Match match) => Map(match.Conditions, Set);

    private static JsonObject Allocation(AllocationConfig allocation) => new()
    {
        ["rules"] = Array(allocation.Rules.Select(Rule)),
        ["accountFirst"] = allocation.AccountFirst,
        ["creditsCentral"] = allocation.CreditsCentral,
        ["unallocatedWarnShare"] = Invariant.Exact(allocation.UnallocatedWarnShare),
        ["metrics"] = Map(allocation.Metrics, metric => Map(
            metric.ToDictionary(pair => $"{pair.Key.Period} {pair.Key.Team}", pair => pair.Value, StringComparer.Ordinal), Exact)),
    };

    private static JsonObject Rule(AllocationRule rule) => new()
    {
        ["name"] = rule.Name,
        ["when"] = Match(rule.When),
        ["assign"] = rule.Assign?.Value,
        ["byTag"] = rule.ByTag,
        ["map"] = Map(rule.Map, team => Text(team)),
        ["split"] = rule.Split is { } split ? Split(split) : null,
        ["central"] = rule.Central,
        ["from"] = rule.EffectiveFrom?.ToString("O", CultureInfo.InvariantCulture),
        ["to"] = rule.EffectiveTo?.ToString("O", CultureInfo.InvariantCulture),
    };

    private static JsonObject Split(Split split) => new()
    {
        ["by"] = split.By.ToString(),
        ["among"] = Set(split.Among),
        ["weights"] = Map(split.Weights, Exact),
        ["metric"] = split.Metric,
        ["fallback"] = split.Fallback.ToString(),
        ["activeOnly"] = split.ActiveOnly,
        ["cascade"] = split.Cascade,
    };

    private static JsonObject Budget(BudgetConfig budget) => new JsonObject
    {
        ["name"] = budget.Name,
        ["team"] = budget.Team.Value,
        ["currency"] = budget.Currency.Code,
        ["metric"] = budget.Metric.ToString(),
        ["kind"] = budget.Kind.ToString(),
        ["amounts"] = Map(budget.Amounts.ToDictionary(pair => pair.Key.ToString(), pair => pair.Value, StringComparer.Ordinal), Exact),
        ["grossOfCredits"] = budget.GrossOfCredits,
        ["withoutTax"] = budget.WithoutTax,
        ["zeroBudget"] = budget.ZeroBudget,
        ["thresholds"] = Set(budget.Thresholds.Select(Threshold)),
    }
        .With("once", budget.Once is { } once ? Text(once.ToString()) : null)
        .With("revisions", budget.Revisions.Count == 0 ? null : Array(budget.Revisions.Select(Revision)))
        .With("stepRevisions", budget.StepRevisions ? JsonValue.Create(true) : null)
        .With("rollover", budget.Rollover is { } rollover ? Text($"{Invariant.Exact(rollover.Cap)} {rollover.Deficit} {rollover.AcrossYears}") : null);

    private static string Threshold(BudgetThreshold threshold) => string.Concat(
        $"{Invariant.Exact(threshold.At)} {threshold.Of} {threshold.Severity}",
        threshold.Absolute is { } amount ? $" {Invariant.Exact(amount)}" : "",
        threshold.MinConfidence is { } confidence ? $" sure {Invariant.Exact(confidence)}" : "");

    private static JsonObject Revision(BudgetRevision revision) => new()
    {
        ["from"] = revision.From.ToString("O", CultureInfo.InvariantCulture),
        ["amount"] = revision.Amount is { } amount ? Exact(amount) : null,
        ["amounts"] = Map(revision.Amounts.ToDictionary(pair => pair.Key.ToString(), pair => pair.Value, StringComparer.Ordinal), Exact),
    };

    // What a home doesn't use leaves its hash as it was before there was such a thing.
    private static JsonObject With(this JsonObject node, string key, JsonNode? value)
    {
        if (value is not null) node[key] = value;
        return node;
    }

    private static JsonValue Text(string text) => JsonValue.Create(text);

    private static JsonValue Exact(decimal number) => JsonValue.Create(Invariant.Exact(number));

    private static JsonArray Array(IEnumerable<JsonNode> nodes) => new([.. nodes]);

    private static JsonArray Set(IEnumerable<string> texts) => Array(texts.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(Text));

    private static JsonObject Map<T>(IEnumerable<KeyValuePair<string, T>> pairs, Func<T, JsonNode> value) =>
        new(pairs.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => KeyValuePair.Create<string, JsonNode?>(pair.Key, value(pair.Value))));
}
