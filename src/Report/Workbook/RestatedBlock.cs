using System.Globalization;
using CostGuard.Core.Allocate;
using CostGuard.Core.Reports;
using CostGuard.Core.Values;
using CostGuard.Report.Xlsx;

namespace CostGuard.Report.Workbook;

/// <summary>What providers changed in closed months, below the adjustments of the month that carries it: by source, and by team.</summary>
internal sealed class RestatedBlock(SheetCanvas canvas, Figures figures)
{
    public const string Sources = "tblRestated";
    public const string Teams = "tblRestatedTeam";

    private readonly RestatedPart _part = figures.Input.Restated;

    /// <summary>What the check of both tables gives: Σ by source − Σ by team.</summary>
    public static decimal Check(RestatedPart part) => part.Own.Sum(Difference) - Charged(part).Sum(each => each.Billed);

    /// <summary>In a sentence, for About.</summary>
    public static string Words(WorkbookInput input)
    {
        string month = SheetFrame.MonthName(input.Period);
        string[] own = [.. input.Restated.Own.GroupBy(each => (each.Month, each.Currency)).Select(group => $"{SheetFrame.MonthName(group.Key.Month)} by {Text(group)}")];
        string[] charged = [.. input.Restated.Loads.Where(each => each.ChargedIn is not null).GroupBy(each => (each.Month, each.Currency, each.ChargedIn, each.Version)).Select(group =>
            $"{SheetFrame.MonthName(group.Key.Month)} by {Text(group)}, charged in {SheetFrame.MonthName(group.Key.ChargedIn!.Value)} v{group.Key.Version?.ToString(CultureInfo.InvariantCulture)}")];
        if (own.Length + charged.Length == 0) return $"no closed month that {month} carries was changed by a provider";
        return $"{string.Join(", ", own.Concat(charged))}: see Adjustments";
    }

    /// <summary>Writes both tables; returns the last row.</summary>
    public int Write(int row)
    {
        string month = SheetFrame.MonthName(figures.Input.Period);
        canvas.Put(row, 1, $"Restatements of closed months, carried by {month}", new Look(CellKind.Text, Bold: true, Size: 12));
        canvas.Put(row + 1, 1, _part.Loads.Count == 0
            ? $"None: no closed month before {month} was changed by a provider after its close. A closed month is never rewritten; what changes later is listed here, in the first open month after it."
            : Note(month), Look.Note);
        if (_part.Loads.Count == 0) return row + 1;
        int last = SheetTable.Write(canvas, Sources, row + 2, SourceColumns(), [.. _part.Loads.Select(Cells)]);
        canvas.IdRanges.Add(CellAddress.Range(row + 3, 10, last, 11));
        IReadOnlyList<RestatedTeam> charged = Charged(_part);
        return charged.Count == 0 ? last : SheetTable.Write(canvas, Teams, last + 2, TeamColumns(), [.. charged.Select(Cells)]);
    }

    private string Note(string month)
    {
        string charged = _part.Loads.Any(each => each.ChargedIn is not null) ? " What another month has charged already is listed with that month and the version of its close, and not charged again." : "";
        return _part.Own.Any()
            ? $"The closed months stay as they were closed. Book what is booked in {month} as a prior-period line: its statements charge it to these teams, by today's rules.{charged}"
            : $"The closed months stay as they were closed.{charged} Nothing is left to book in {month}.";
    }

    private static SheetColumn[] SourceColumns() =>
    [
        new("Closed month", new Look(CellKind.Month), 12),
        new("Source", Look.Text, 26),
        new("Currency", Look.Text, 14),
        new("Billed before", new Look(CellKind.Money), 17),
        new("Billed now", new Look(CellKind.Money), 15),
        new("Difference", new Look(CellKind.Change), 15),
        new("Loaded", Look.Text, 24),
        new("Booked in", new Look(CellKind.Month), 12),
        new("State", new Look(CellKind.State), 30),
        new("Load before", new Look(CellKind.Id), 42),
        new("Newer load", new Look(CellKind.Id), 42),
    ];

    private static SheetColumn[] TeamColumns() =>
    [
        new("Closed month", new Look(CellKind.Month), 12),
        new("Team", Look.Text, 26),
        new("Currency", Look.Text, 14),
        new("Billed cost", new Look(CellKind.Change), 17),
        new("Effective cost", new Look(CellKind.Change), 15),
    ];

    private object?[] Cells(RestatedLoad each)
    {
        Look money = new(CellKind.Money, each.Currency.MinorUnits);
        string This(string column) => SheetTable.ThisRow(Sources, column);
        return
        [
            each.Month, each.Source, each.Currency.Code, new Styled(Rounded(each.Before, each.Currency), money), new Styled(Rounded(each.Now, each.Currency), money),
            new Styled(new Live($"ROUND({This("Billed now")}-{This("Billed before")},{each.Currency.MinorUnits.ToString(CultureInfo.InvariantCulture)})", Difference(each)), new Look(CellKind.Change, each.Currency.MinorUnits)),
            each.SealedAt?.UtcDateTime.ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture), each.ChargedIn ?? figures.Input.Period,
            each.Version is { } version ? $"✓ CHARGED v{version.ToString(CultureInfo.InvariantCulture)}" : "! PROPOSED", each.Older ?? "(none)", each.Newer ?? "(none)",
        ];
    }

    private static object?[] Cells(RestatedTeam each)
    {
        Look change = new(CellKind.Change, each.Currency.MinorUnits);
        return [each.Month, each.Team, each.Currency.Code, new Styled(each.Billed, change), new Styled(Rounded(each.Effective, each.Currency), change)];
    }

    // Cents by team foot to the cents by source; what is left over is Unallocated's, as in Data.
    private static IReadOnlyList<RestatedTeam> Charged(RestatedPart part) =>
    [
        .. part.Teams.GroupBy(each => (each.Month, each.Currency)).SelectMany(group =>
        {
            RestatedTeam[] teams = [.. group];
            decimal total = part.Own.Where(load => load.Month == group.Key.Month && load.Currency == group.Key.Currency).Sum(Difference);
            IReadOnlyList<decimal> cents = LargestRemainder.Foot([.. teams.Select(each => each.Billed)], total, group.Key.Currency.MinorUnits, i => teams[i].Team == TeamLabels.Unallocated);
            return teams.Select((each, i) => each with { Billed = cents[i] });
        }),
    ];

    // Of one currency.
    private static string Text(IEnumerable<RestatedLoad> loads)
    {
        RestatedLoad[] all = [.. loads];
        return $"{all.Sum(Difference).ToString($"+#,##0.{Places(all[0].Currency)};-#,##0.{Places(all[0].Currency)};0", CultureInfo.InvariantCulture)} {all[0].Currency}";
    }

    private static decimal Difference(RestatedLoad each) => Rounded(each.Now, each.Currency) - Rounded(each.Before, each.Currency);

    private static decimal Rounded(decimal amount, Currency currency) => decimal.Round(amount, currency.MinorUnits, MidpointRounding.ToEven);

    private static string Places(Currency currency) => new('0', currency.MinorUnits);
}
