using CostGuard.Core.Actions;
using CostGuard.Core.Savings;
using CostGuard.Core.Values;

namespace CostGuard.Report.Workbook;

/// <summary>A resource on the sheet, with an amount in minor units.</summary>
/// <param name="Line">The resource; null for what stands for all other resources.</param>
/// <param name="Lead">Its first finding in sight; null likewise.</param>
/// <param name="Plan">What is done together.</param>
/// <param name="State">"open" waits for a decision and counts as found.</param>
/// <param name="Saves">Saved a month.</param>
/// <param name="Currency">Null where the bill does not show the resource.</param>
/// <param name="Others">Resources that it stands for.</param>
internal sealed record SavingRow(SavingLine? Line, FollowedFinding? Lead, SavingPlan Plan, string State, decimal Saves, Currency? Currency, int Others = 0)
{
    public const string Open = "open";

    /// <summary>The most worthwhile first, so many of them; what is left is one row a currency. Open amounts add up to what is found in all.</summary>
    public static IReadOnlyList<SavingRow> All(SavingPart part, int most)
    {
        SavingRow[] rows = [.. part.Findings.Where(line => line.Of.Plan.Findings.Count > 0).Select(Of)
            .OrderByDescending(row => row.Lead!.Finding.Score).ThenByDescending(row => row.Plan.Saving).ThenBy(row => row.Lead!.Finding.Key, StringComparer.Ordinal)];
        foreach (IGrouping<Currency?, int> group in Enumerable.Range(0, rows.Length).Where(i => rows[i].State == Open && rows[i].Currency is not null).GroupBy(i => rows[i].Currency))
        {
            decimal[] footed = RoundedLines.Foot([.. group.Select(i => rows[i].Plan.Saving)], group.Key!.Value.MinorUnits);
            foreach ((int row, int i) in group.Select((row, i) => (row, i))) rows[row] = rows[row] with { Saves = footed[i] };
        }

        return rows.Length <= most ? rows :
        [
            .. rows.Take(most),
            .. rows.Skip(most).Where(row => row.State == Open).GroupBy(row => row.Currency)
                .Select(group => new SavingRow(null, null, new SavingPlan([], 0m), Open, group.Sum(row => row.Saves), group.Key, group.Count())),
        ];
    }

    private static SavingRow Of(SavingLine line)
    {
        SavingPlan plan = line.Of.Plan;
        FollowedFinding lead = line.Of.Findings.First(each => each.Finding == plan.Findings[0]);
        Currency? currency = line.Of.Of.Currency;
        return new SavingRow(line, lead, plan, Word(lead.State), decimal.Round(plan.Saving, currency?.MinorUnits ?? 2, MidpointRounding.ToEven), currency);
    }

    private static string Word(FindingState state) => state == FindingState.InProgress ? "in progress" : state.ToString().ToLowerInvariant();
}

/// <summary>An action on the sheet, with amounts in minor units.</summary>
/// <param name="Line">The action.</param>
/// <param name="CountsAs">Where its euros stand; empty for what counts nowhere, such as avoided cost and order.</param>
/// <param name="Promised">Promised a month; null where nothing was.</param>
/// <param name="Verified">What the bill says; null before it can tell.</param>
internal sealed record ActionRow(ActionLine Line, string CountsAs, decimal? Promised, decimal? Verified)
{
    public const string Agreed = "agreed";
    public const string Done = "done";
    public const string Measured = "done, measured";

    /// <summary>Open ones first, by due day; amounts of each kind add up to what is said of all of them.</summary>
    public static IReadOnlyList<ActionRow> All(SavingPart part)
    {
        ActionRow[] rows = [.. part.Actions.OrderBy(line => line.Of.IsOpen ? 0 : 1).ThenBy(line => line.Of.IsOpen ? line.Of.Due : DateOnly.MinValue).ThenByDescending(line => line.Of.DoneOn)
            .ThenBy(line => line.Of.Id).Select(line => new ActionRow(line, Kind(line.Of, part.Day), line.Of.Expected?.Amount, line.Of.Proof?.PerMonth))];
        foreach (int[] group in Enumerable.Range(0, rows.Length).Where(i => rows[i].Promised is not null).GroupBy(i => (rows[i].CountsAs, rows[i].Line.Of.Expected!.Value.Currency)).Select(group => group.ToArray()))
        {
            int decimals = rows[group[0]].Line.Of.Expected!.Value.Currency.MinorUnits;
            decimal[] promised = RoundedLines.Foot([.. group.Select(i => rows[i].Promised!.Value)], decimals);
            decimal[] verified = RoundedLines.Foot([.. group.Select(i => rows[i].Verified ?? 0m)], decimals);
            for (int i = 0; i < group.Length; i++) rows[group[i]] = rows[group[i]] with { Promised = promised[i], Verified = rows[group[i]].Verified is null ? null : verified[i] };
        }

        return rows;
    }

    private static string Kind(ActionItem action, DateOnly day) => action switch
    {
        { Type: not ActionType.Save } or { Expected: null } => "",
        { IsOpen: true } => Agreed,
        _ when action.CountsOn(day) => action.Proof?.PerMonth is null ? Done : Measured,
        _ => "",
    };
}
