using CostGuard.Core.Errors;
using CostGuard.Core.Values;

namespace CostGuard.Core.Commitments;

/// <summary>One commitment in a period.</summary>
/// <param name="Id">FOCUS CommitmentDiscountId.</param>
/// <param name="Scope">The service that it paid most for.</param>
/// <param name="Type">FOCUS CommitmentDiscountType.</param>
/// <param name="Category">FOCUS CommitmentDiscountCategory.</param>
/// <param name="Sums">What the figures come from.</param>
/// <param name="Kpis">Its figures; null where the bill does not tell (<paramref name="Reason"/>).</param>
/// <param name="Waste">Money that it wastes now; null when all is well or seven days are not known.</param>
/// <param name="Reason">Why figures are missing.</param>
public sealed record CommitmentLine(
    string Id, CommitmentScope Scope, string? Type, string? Category, CommitmentSums Sums, CommitmentKpis? Kpis, WasteAlert? Waste, Problem? Reason);

/// <summary>All commitments of one provider in one currency, with the usage on demand that they could have paid for.</summary>
/// <param name="Provider">FOCUS ProviderName.</param>
/// <param name="Currency">BillingCurrency.</param>
/// <param name="Sums">What the figures come from.</param>
/// <param name="Kpis">The figures; null where the bill does not tell.</param>
/// <param name="IsLow">True when less than 60 % is covered.</param>
public sealed record CommitmentTotal(string? Provider, Currency Currency, CommitmentSums Sums, CommitmentKpis? Kpis, bool IsLow);

/// <summary>How commitments did in a period.</summary>
/// <param name="Lines">The one with the most unused money first.</param>
/// <param name="Totals">By provider and currency.</param>
/// <param name="Reasons">What cannot be told, and why.</param>
public sealed record CommitmentReport(IReadOnlyList<CommitmentLine> Lines, IReadOnlyList<CommitmentTotal> Totals, IReadOnlyList<Problem> Reasons)
{
    private const decimal CoverageLow = .60m;

    /// <summary>The report of charges (domain G.1). Purchases are left out: what they bought is in the usage.</summary>
    /// <param name="charges">Charges of the period.</param>
    /// <param name="through">The last complete day, for alerts.</param>
    /// <param name="prices">Why savings cannot be told; null when they can.</param>
    public static CommitmentReport Of(IReadOnlyCollection<CommitmentCharge> charges, DateOnly through, Problem? prices)
    {
        CommitmentCharge[] usage = [.. charges.Where(charge => !charge.IsPurchase)];
        if (!usage.Any(charge => charge.Id is not null))
            return new CommitmentReport([], [], [CommitmentErrors.NoneOnTheBill.At("No usage charge of the period names a commitment.", severity: Severity.Warning)]);
        CommitmentLine[] lines = [.. usage.Where(charge => charge.Id is not null)
            .GroupBy(charge => (charge.Id, charge.Kind.Scope.Provider, charge.Kind.Scope.Currency))
            .Select(group => Line(group.Key.Id!, [.. group], through, prices))
            .OrderByDescending(line => line.Sums.Unused.Effective).ThenBy(line => line.Id, StringComparer.Ordinal)];
        HashSet<CommitmentKind> eligible = Eligible(usage);
        CommitmentTotal[] totals = [.. usage.GroupBy(charge => (charge.Kind.Scope.Provider, charge.Kind.Scope.Currency))
            .Where(group => group.Any(charge => charge.Id is not null))
            .Select(group => Total(group.Key.Provider, group.Key.Currency, [.. group.Where(charge => charge.Id is not null || eligible.Contains(charge.Kind))], prices))
            .OrderBy(total => total.Provider, StringComparer.Ordinal).ThenBy(total => total.Currency)];
        return new CommitmentReport(lines, totals, [.. lines.Select(line => line.Reason).OfType<Problem>().Append(prices).OfType<Problem>().Distinct()]);
    }

    /// <summary>What commitments can pay for: kinds of usage that they did pay for. A gigabyte beside an instance is not one of them.</summary>
    public static HashSet<CommitmentKind> Eligible(IEnumerable<CommitmentCharge> charges) =>
        [.. charges.Where(charge => charge.Use == CommitmentUse.Used && !charge.IsPurchase).Select(charge => charge.Kind)];

    private static CommitmentLine Line(string id, CommitmentCharge[] charges, DateOnly through, Problem? prices)
    {
        CommitmentSums sums = charges.Aggregate(default(CommitmentSums), (sum, charge) => sum.With(charge));
        CommitmentCharge largest = charges.OrderBy(charge => charge.Use != CommitmentUse.Used).ThenByDescending(charge => charge.Costs.Effective).First();
        bool known = charges.All(charge => charge.Use != CommitmentUse.Unknown);
        prices ??= Unpriced(charges, id);
        Problem? reason = known ? prices : CommitmentErrors.StatusMissing.At($"Charges of {id} have no CommitmentDiscountStatus.", severity: Severity.Warning);
        CommitmentDay[] days = [.. charges.GroupBy(charge => charge.Day).Select(day => new CommitmentDay(
            day.Key, day.Where(charge => charge.Use == CommitmentUse.Used).Sum(charge => charge.Costs.Effective), day.Where(charge => charge.Use == CommitmentUse.Unused).Sum(charge => charge.Costs.Effective)))];
        return new CommitmentLine(id, largest.Kind.Scope, largest.Type, largest.Category, sums, known ? Told(sums, prices) : null, known ? WasteAlert.Of(days, through) : null, reason);
    }

    private static CommitmentTotal Total(string? provider, Currency currency, CommitmentCharge[] charges, Problem? prices)
    {
        CommitmentSums sums = charges.Aggregate(default(CommitmentSums), (sum, charge) => sum.With(charge));
        prices ??= Unpriced(charges, provider ?? "the provider");
        CommitmentKpis? kpis = charges.All(charge => charge.Use != CommitmentUse.Unknown) ? Told(sums, prices) : null;
        return new CommitmentTotal(provider, currency, sums, kpis, kpis?.Coverage < CoverageLow);
    }

    /// <summary>A source may have the column and no price in it: usage with a list price is not free by contract.</summary>
    private static Problem? Unpriced(CommitmentCharge[] charges, string whose) =>
        charges.Any(charge => charge.Use == CommitmentUse.Used && charge.Costs.Contracted == 0m && charge.Costs.List != 0m)
            ? CommitmentErrors.ContractedMissing.At($"Used charges of {whose} have a list price and a ContractedCost of 0.", severity: Severity.Warning)
            : null;

    /// <summary>Without prices on demand only what is used of what was paid can be told.</summary>
    private static CommitmentKpis Told(CommitmentSums sums, Problem? prices)
    {
        var all = CommitmentKpis.Of(sums);
        return prices is null ? all : new CommitmentKpis { Utilisation = all.Utilisation, Waste = all.Waste };
    }
}
