using CostGuard.Core.Allocate;
using CostGuard.Core.Budgets;
using CostGuard.Core.Values;
using CostGuard.Report.Mails;

namespace CostGuard.Report.Reviews;

/// <summary>
/// The cents of the workbook, the mails and 'cost show': teams are rounded half-even, and what is left of rounding is nobody's. One place, so that a sentence of the pack
/// says what its tables say.
/// </summary>
internal sealed class PackCents(ReviewModel model)
{
    private readonly int _digits = model.Currency.MinorUnits;

    /// <summary>The month's cost.</summary>
    public decimal Total { get; } = Figures.Rounded(model.Total.Cost, model.Currency);

    /// <summary>Cost of the teams, in the model's order; they add up to <see cref="Total"/>.</summary>
    public IReadOnlyList<decimal> Teams { get; } = LargestRemainder.Foot(
        [.. model.Teams.Select(team => team.Cost)], Figures.Rounded(model.Total.Cost, model.Currency), model.Currency.MinorUnits, i => CompanyBudget.IsNobodys(model.Teams[i].Id));

    /// <summary>What counts of each team against the budgets, in the model's order; those not within another add up to the total's. Null where it cannot be told.</summary>
    public IReadOnlyList<decimal?> Counted
    {
        get
        {
            int[] added = [.. Enumerable.Range(0, model.Teams.Count).Where(i => !model.Teams[i].IsWithin && model.Teams[i].Counted is not null)];
            decimal?[] all = [.. model.Teams.Select(team => team.Counted is { } known ? Figures.Rounded(known, model.Currency) : (decimal?)null)];
            if (model.Total.Counted is not { } total || added.Sum(i => model.Teams[i].Counted) != total) return all;
            IReadOnlyList<decimal> footed = LargestRemainder.Foot([.. added.Select(i => model.Teams[i].Counted!.Value)], Figures.Rounded(total, model.Currency), _digits, i => CompanyBudget.IsNobodys(model.Teams[added[i]].Id));
            for (int i = 0; i < added.Length; i++) all[added[i]] = footed[i];
            return all;
        }
    }

    /// <summary>What no team has.</summary>
    public decimal Unallocated => Of(TeamId.Unallocated.Value, model.Allocation.Unallocated);

    /// <summary>What is kept central on purpose.</summary>
    public decimal Central => Of(TeamId.Central.Value, model.Allocation.Central);

    /// <summary>Direct cost, then each pool: what teams have of the month.</summary>
    public IReadOnlyList<decimal> Ways => LargestRemainder.Foot(
        [model.Allocation.Direct, .. model.Allocation.Shared.Select(pool => pool.Amount)],
        model.Scope is null ? Total - Central - Unallocated : Figures.Rounded(model.Allocation.Total, model.Currency), _digits);

    /// <summary>Where what no team has is, and last all other places; they add up to <see cref="Unallocated"/>.</summary>
    public IReadOnlyList<decimal> Where => LargestRemainder.Foot([.. model.Allocation.Where.Select(each => each.Amount), model.Allocation.WhereRest], Unallocated, _digits);

    private decimal Of(string id, decimal exact)
    {
        for (int i = 0; i < model.Teams.Count; i++)
        {
            if (model.Teams[i].Id == id) return Teams[i];
        }

        return Figures.Rounded(exact, model.Currency);
    }
}
