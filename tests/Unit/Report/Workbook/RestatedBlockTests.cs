using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Report.Workbook;
using Xunit;

namespace CostGuard.Unit.Report.Workbook;

public sealed class RestatedBlockTests
{
    private static readonly BillingPeriod September = BillingPeriod.Month(2026, 9), October = BillingPeriod.Month(2026, 10);
    private static readonly DateTimeOffset Closed = new(2026, 10, 5, 9, 0, 0, TimeSpan.Zero), Late = new(2026, 11, 7, 4, 30, 0, TimeSpan.Zero);

    [Fact]
    public async Task Write_Restatement_IsListedBySourceAndTeamAndTies()
    {
        WorkbookInput input = WorkbookSamples.Input() with { Restated = WorkbookPartSamples.Restated };
        WrittenSheet sheet = await WrittenSheet.OfAsync(input, "Adjustments");

        IReadOnlyDictionary<string, string> row = Assert.Single(sheet.Table("tblRestated"));
        // 2026-09-01 is day 46266 of Excel, 2026-11-01 is 46327.
        Assert.Equal(("46266", "aws", "1000", "1010.34", "10.34"), (row["Closed month"], row["Source"], row["Billed before"], row["Billed now"], row["Difference"]));
        Assert.Equal(("46327", "load-1", "load-2", "2026-11-07 04:30 UTC"), (row["Booked in"], row["Load before"], row["Newer load"], row["Loaded"]));
        // Teams keep their half-even 3.44; nobody's cost takes what is left of 10.34.
        Assert.Equal([("Payments", "3.44"), ("Unallocated", "3.46"), ("Web", "3.44")], sheet.Table("tblRestatedTeam").Select(team => (team["Team"], team["Billed cost"])));
        IReadOnlyDictionary<string, string> check = (await WrittenSheet.OfAsync(input, "Checks")).Table("tblCheck").Single(each => each["Check"] == "Restatements");
        Assert.Equal(("0", "PASS"), (check["Value"], check["Result"]));
        WrittenSheet about = await WrittenSheet.OfAsync(input, "About");
        Assert.Contains(Enumerable.Range(5, 20), r => about[$"A{r}"] == "Restated closed months" && about[$"B{r}"] == "Sep 2026 by +10.34 USD: see Adjustments");
    }

    /// <summary>October has charged 12.50 of September; November carries 10.34 more, and only that is checked against its teams.</summary>
    [Fact]
    public async Task Write_PartChargedByAnotherMonth_IsListedAsChargedAndNotAgain()
    {
        RestatedLoad charged = new(September, "aws", Currency.Usd, 987.504m, 1_000.004m, "load-0", "load-1", Closed) { ChargedIn = October, Version = 2 };
        RestatedPart part = WorkbookPartSamples.Restated;
        WorkbookInput input = WorkbookSamples.Input() with { Restated = part with { Loads = [charged, .. part.Loads] } };
        WrittenSheet sheet = await WrittenSheet.OfAsync(input, "Adjustments");

        // 2026-10-01 is day 46296 of Excel.
        Assert.Equal([("46296", "✓ CHARGED v2", "12.5"), ("46327", "! PROPOSED", "10.34")], sheet.Table("tblRestated").Select(row => (row["Booked in"], row["State"], row["Difference"])));
        IReadOnlyDictionary<string, string> check = (await WrittenSheet.OfAsync(input, "Checks")).Table("tblCheck").Single(each => each["Check"] == "Restatements");
        Assert.Equal(("0", "PASS"), (check["Value"], check["Result"]));
        WrittenSheet about = await WrittenSheet.OfAsync(input, "About");
        Assert.Contains(Enumerable.Range(5, 20), r => about[$"B{r}"] == "Sep 2026 by +10.34 USD, Sep 2026 by +12.50 USD, charged in Oct 2026 v2: see Adjustments");
    }

    [Fact]
    public async Task Write_None_SaysWhereTheyWouldBe()
    {
        WrittenSheet sheet = await WrittenSheet.OfAsync(WorkbookSamples.Input(), "Adjustments");

        Assert.Contains(Enumerable.Range(6, 6), row => sheet[$"A{row}"].StartsWith("None: no closed month before Nov 2026 was changed", StringComparison.Ordinal));
    }

    // Sealed before the close: in it. After: a restatement, of the newest load only. After the moment that is asked for: not yet.
    [Fact]
    public void Changed_LoadsBetweenTheCloseAndTheMoment_AreCompared()
    {
        Load[] loads =
        [
            LoadOf("a", September, Closed.AddDays(-3), 90m), LoadOf("b", September, Closed.AddDays(-1), 100m), LoadOf("c", September, Closed.AddDays(1), 105m), LoadOf("d", September, Late, 112.5m),
            LoadOf("e", September, Late.AddDays(1), 999m), LoadOf("f", October, Late, 7m),
        ];

        RestatedLoad one = Assert.Single(RestatedBuilder.Changed(loads, [(September, Closed)], Late));

        Assert.Equal(("b", "d", 100m, 112.5m, Late), (one.Older, one.Newer, one.Before, one.Now, one.SealedAt));
        Assert.Empty(RestatedBuilder.Changed(loads, [(September, Closed)], Closed));
        Assert.Empty(RestatedBuilder.Changed(loads, [(October, Late)], Late.AddDays(9)));
    }

    private static Load LoadOf(string id, BillingPeriod month, DateTimeOffset sealedAt, decimal billed) => new()
    {
        Id = new LoadId(id),
        Source = new SourceKey("aws"),
        Period = month,
        SealedAt = sealedAt,
        IsCurrent = false,
        FocusVersion = "1.2",
        Files = [],
        Totals = [new ControlTotal(Currency.Usd, 1, new ExactCosts(ExactSum.Of(billed), default, default, default), new ExactCosts(ExactSum.Of(billed), default, default, default), default)],
        Problems = [],
        RowsRead = 1,
        RowsRejected = 0,
        DataThrough = month.LastDay,
        Folder = "",
    };
}
