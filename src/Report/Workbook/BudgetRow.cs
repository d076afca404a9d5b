using CostGuard.Core.Budgets;

namespace CostGuard.Report.Workbook;

/// <summary>The figures of one team in the report month, rounded, in the report's currency and metric.</summary>
/// <param name="Team">The team.</param>
/// <param name="Budget">Budget of the month; 0 for what was planned to be nothing; or null.</param>
/// <param name="TotalCost">All its cost, other currencies at the rates of the month.</param>
/// <param name="FromOthers">What of it is billed in other currencies.</param>
/// <param name="LeftOut">The credits and tax in it that the budget leaves out.</param>
/// <param name="Prior">The same as <see cref="Actual"/> for the whole month before; null where one of both months lacks a rate or data, so that they cannot be compared.</param>
/// <param name="AtEnd">What the month ends at by its forecast; without one, if the pace holds; or null.</param>
/// <param name="State">Sign and word.</param>
internal sealed record BudgetRow(WorkbookTeam Team, decimal? Budget, decimal TotalCost, decimal FromOthers, decimal LeftOut, decimal? Prior, decimal? AtEnd, string State)
{
    public decimal Actual => TotalCost - LeftOut;

    /// <summary>What its month ends at: without a budget nobody forecasts it, and it stands as it is. Null where a budget's end cannot be told.</summary>
    public decimal? Expected => Budget is null || Team.Budget is null ? Actual : AtEnd;

    public static BudgetRow Of(WorkbookTeam team, Figures figures, CompanyBudget company)
    {
        int d = figures.Decimals;
        decimal total = figures.Team(team.Label, figures.Input.Period);
        decimal leftOut = figures.LeftOut(team, figures.Input.Period);
        decimal? prior = !figures.IsComparable(team) ? null : figures.Team(team.Label, figures.Input.Period.Previous) - figures.LeftOut(team, figures.Input.Period.Previous);
        string state = team.Budget is { } budget ? Word(budget.State) : team.IsPseudo && total != 0m ? "i REVIEW" : team.IsPseudo && company.IsPlannedAsNothing(team.Key) ? "–" : "– no budget";
        decimal? amount = team.Budget is { HasAmount: true } own ? own.Amount : null;
        if (team.Budget is null && company.IsPlannedAsNothing(team.Key) && (team.IsPseudo || total - leftOut != 0m)) amount = 0m;
        return new BudgetRow(team, Rounded(amount, d), total, figures.FromOthers(team, figures.Input.Period), leftOut, prior, Rounded(team.Budget?.AtEnd, d), state);
    }

    public static string Word(BudgetState state) => state switch
    {
        BudgetState.Ok => "✓ OK",
        BudgetState.AtRisk => "! AT RISK",
        BudgetState.Over => "▲ OVER",
        _ => "? UNKNOWN",
    };

    private static decimal? Rounded(decimal? amount, int decimals) =>
        amount is { } known ? decimal.Round(known, decimals, MidpointRounding.ToEven) : null;
}
