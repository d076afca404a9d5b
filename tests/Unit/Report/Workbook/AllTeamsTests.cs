using CostGuard.Core.Budgets;
using CostGuard.Core.Values;
using CostGuard.Report.Workbook;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Xunit;

namespace CostGuard.Unit.Report.Workbook;

/// <summary>Whoever sorts or filters Budget v Actual changes no other sheet, and a verdict on all teams stands only where budgets cover them.</summary>
public sealed class AllTeamsTests
{
    // A sort moves the rows of tblBva: a link to a cell of it then shows another team's money.
    [Fact]
    public async Task Summary_TeamRows_AreFoundByTheirName()
    {
        WrittenSheet summary = await WrittenSheet.OfAsync(WorkbookSamples.Input(), "Summary");

        Assert.Equal(("Payments", "48000", "23610", "-24390"), (summary["A11"], summary["B11"], summary["C11"], summary["D11"]));
        Assert.All("BCDEFG", column => Assert.Contains("MATCH($A11,tblBva[Team],0)", summary.Formula($"{column}11"), StringComparison.Ordinal));
        WrittenSheet checks = await WrittenSheet.OfAsync(WorkbookSamples.Input(), "Checks");
        Assert.Equal(("0", "PASS"), checks.Table("tblCheck").Where(row => row["Check"] == "Summary").Select(row => (row["Value"], row["Result"])).Single());
    }

    // A filter hides rows, and SUBTOTAL leaves hidden rows out.
    [Fact]
    public async Task Names_OfTotals_LeadToSumsThatAFilterDoesNotChange()
    {
        (WrittenSheet sheet, Dictionary<string, string> names) = await NamedAsync(WorkbookSamples.Input());

        Assert.Equal(("'Budget v Actual'!$D$13", "'Budget v Actual'!$E$13"), (names["TotalBudget"], names["TotalActual"]));
        Assert.Equal(("SUM(tblBva[Budget])", "165000", "SUM(tblBva[Actual])", "79200", "-85800", "0.48"), (sheet.Formula("D13"), sheet["D13"], sheet.Formula("E13"), sheet["E13"], sheet["F13"], sheet["G13"]));
    }

    // ux 0.2: what nobody owns was planned to be nothing, so the rows add up: −31,100 − 24,390 − 20,600 − 11,690 + 1,980 = −85,800.
    [Fact]
    public async Task Rows_OverTheBudget_AddUpToTheTotal()
    {
        WrittenSheet sheet = await WrittenSheet.OfAsync(WorkbookSamples.Input(), "Budget v Actual");

        Assert.Equal(["-31100", "-24390", "-20600", "-11690", "1980", "-85800"], Enumerable.Range(6, 6).Select(row => sheet[$"F{row}"]));
        Assert.Equal("0", sheet["D10"]);
    }

    [Fact]
    public async Task Summary_ATeamWithCostHasNoBudget_GivesNoVerdictOnAll()
    {
        WorkbookInput input = WorkbookSamples.Input();
        input = input with { Teams = [.. input.Teams.Select(team => team.Label == "Web" ? team with { Budget = null } : team)] };
        WrittenSheet summary = await WrittenSheet.OfAsync(input, "Summary"), sheet = await WrittenSheet.OfAsync(input, "Budget v Actual");

        Assert.Equal("Nov 2026: 79.2k USD; there is no budget for all teams together: 1 of 4 teams has no budget", summary["A1"]);
        Assert.Equal(("", "79200", "cannot tell", "cannot tell"), (summary["B6"], summary["C6"], summary["D6"], summary["E6"]));
        Assert.Equal(("", "", "", "1 of 4 teams has no budget"), (sheet["F11"], sheet["G11"], sheet["D13"], sheet["B13"]));
    }

    // Platform's 100,000 is for Data and Web, too: 28,900 + 15,400 + 9,310 = 53,610 are 53.61 % of it, whatever these two may spend.
    [Fact]
    public async Task TeamWorkbook_OwnBudgetHoldsThoseBelow_IsTheTotal()
    {
        WorkbookInput input = WorkbookSamples.Input();
        BudgetStatus own = input.Teams[0].Budget! with { Amount = 100_000m, Actual = 53_610m, AtThisPace = 110_000m };
        input = input with
        {
            Team = new TeamPart("Platform", "Platform", ["Data", "Web"]),
            Teams = [.. input.Teams.Where(team => team.Label is "Platform" or "Data" or "Web").Select(team => team with { Parent = team.Label == "Platform" ? null : "Platform", Budget = team.Label == "Platform" ? null : team.Budget })],
            Lines = [.. input.Lines.Where(line => line.Team is "Platform" or "Data" or "Web")],
            OtherBudgets = [own],
            Bridge = null,
        };
        (WrittenSheet sheet, _) = await NamedAsync(input);
        WrittenSheet summary = await WrittenSheet.OfAsync(input, "Summary");

        Assert.Equal(("100000", "53610", "-46390", "0.5361", "110000"), (sheet["D11"], sheet["E11"], sheet["F11"], sheet["G11"], sheet["H11"]));
        Assert.Equal("SUMIFS(tblOtherBudget[Amount],tblOtherBudget[In all teams],\"yes\")", sheet.Formula("D11"));
        Assert.Equal("Nov 2026: 53.6k of 100k USD budget used (53.6 %), 46.4k left", summary["A1"]);
    }

    // Platform's 100,000 holds Data's and Web's budgets; with Payments' 48,000 it is 148,000, and all cost of 79,200 counts against it.
    [Fact]
    public async Task Company_ABudgetHoldsThoseBelow_IsAddedOnce()
    {
        WorkbookInput input = WorkbookSamples.Input();
        BudgetStatus group = input.Teams[0].Budget! with { Amount = 100_000m, Actual = 53_610m, AtThisPace = 110_000m };
        input = input with
        {
            Teams = [.. input.Teams.Select(team => team.Label switch { "Platform" => team with { Budget = null }, "Data" or "Web" => team with { Parent = "Platform" }, _ => team })],
            OtherBudgets = [group],
        };
        (WrittenSheet sheet, _) = await NamedAsync(input);

        // 110,000, 52,135.71 of Payments, and 1,980 that nobody owns as it is.
        Assert.Equal(("148000", "79200", "-68800", "164115.71"), (sheet["D13"], sheet["E13"], sheet["F13"], sheet["H13"]));
        Assert.Equal(["no", "yes", "no", "no", "no"], sheet.Table("tblBva").Select(row => row["Budget counts"]));
        Assert.Equal("yes", Assert.Single(sheet.Table("tblOtherBudget"))["In all teams"]);
        // The rows' own budgets do not hold Platform's cost: no verdict stands in their total.
        Assert.Equal(("", ""), (sheet["F11"], sheet["G11"]));
        Assert.Equal("PASS", (await WrittenSheet.OfAsync(input, "Checks"))["B5"]);
    }

    [Fact]
    public async Task TeamWorkbook_NoBudgetAtAll_LeavesTheVerdictBlank()
    {
        WorkbookInput input = WorkbookSamples.Input();
        input = input with
        {
            Team = new TeamPart("Web", "Web", []),
            Teams = [.. input.Teams.Where(team => team.Label == "Web").Select(team => team with { Budget = null })],
            Lines = [.. input.Lines.Where(line => line.Team == "Web")],
            OtherBudgets = [],
            Bridge = null,
        };
        WrittenSheet summary = await WrittenSheet.OfAsync(input, "Summary");
        Assert.Equal(("", "9310", "", ""), (summary["B6"], summary["C6"], summary["D6"], summary["E6"]));
    }

    // The cost of 30 teams is 31 to 60, each with a budget of 45: those of 46 and more are over it, 15 of them, though the chart shows the first 20.
    [Fact]
    public async Task Chart_OfTheFirstTeams_CountsAll()
    {
        WorkbookInput input = WorkbookSamples.Input([.. Enumerable.Range(31, 30).Select(i => WorkbookSamples.Line(WorkbookSamples.November, $"Team {i}", "AWS", "1", "EC2", "Usage", i))]);
        BudgetStatus budget = input.Teams[0].Budget!;
        input = input with
        {
            Teams = [.. Enumerable.Range(31, 30).Select(i => new WorkbookTeam($"Team {i}", null, null, budget with { Amount = 45m, Actual = i, Budget = budget.Budget with { Team = new TeamId($"Team {i}") } }, false, false, false))],
            Bridge = null,
        };
        var file = new MemoryStream();
        await FinanceWorkbook.WriteAsync(input, file, TestContext.Current.CancellationToken);
        using SpreadsheetDocument book = SpreadsheetDocument.Open(file, false);

        string charts = string.Concat(book.WorkbookPart!.WorksheetParts.Where(part => part.DrawingsPart is not null).SelectMany(part => part.DrawingsPart!.ChartParts).Select(part => part.ChartSpace.InnerText));
        Assert.Contains("15 of 30 teams with a budget are over it; shown are the first 20 of 30 rows", charts, StringComparison.Ordinal);
    }

    // 50 EUR of November have a rate, 40 EUR of October have none: 155.07 against 90.00 would be a rise that nobody had. Data has no euros.
    [Fact]
    public async Task Change_TheMonthBeforeLacksARate_IsBlankAndNamed()
    {
        WrittenSheet sheet = await WrittenSheet.OfAsync(ConvertedSamples.Input(rates: [ConvertedSamples.Rate(0, 1.10125m)]), "Budget v Actual");
        IReadOnlyDictionary<string, string>[] rows = [.. sheet.Table("tblBva")];

        IReadOnlyDictionary<string, string> web = rows.Single(row => row["Team"] == "Web"), data = rows.Single(row => row["Team"] == "Data");
        Assert.Equal(("155.07", "", "", ""), (web["Actual"], web["Prior month"], web["Change"], web["Change %"]));
        Assert.Equal(("20", "20", "0"), (data["Actual"], data["Prior month"], data["Change"]));
        Assert.Equal(("", "", ""), (sheet["J11"], sheet["K11"], sheet["L11"]));
        Assert.Contains("no change for teams with cost that has no rate in one of the months, nor in total: 40.00 EUR in Oct 2026", sheet["A3"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Change_NothingWasLoadedOfTheMonthBefore_CannotBeTold()
    {
        WorkbookInput input = WorkbookSamples.Input() with { HasPrior = false };
        WrittenSheet bridge = await WrittenSheet.OfAsync(input, "Bridge"), sheet = await WrittenSheet.OfAsync(input, "Budget v Actual"), services = await WrittenSheet.OfAsync(input, "By Service");

        Assert.Equal("Nov 2026: why cost changed cannot be told: there is no data of 2026-10 to compare with", bridge["A1"]);
        Assert.All(sheet.Table("tblBva"), row => Assert.Equal(("", ""), (row["Prior month"], row["Change"])));
        Assert.All(services.Table("tblService"), row => Assert.Equal("", row["Change"]));
        Assert.Contains("there is no data of 2026-10", sheet["A3"], StringComparison.Ordinal);
    }

    private static async Task<(WrittenSheet Sheet, Dictionary<string, string> Names)> NamedAsync(WorkbookInput input)
    {
        var file = new MemoryStream();
        await FinanceWorkbook.WriteAsync(input, file, TestContext.Current.CancellationToken);
        using SpreadsheetDocument book = SpreadsheetDocument.Open(file, false);
        return (WrittenSheet.Of(book, "Budget v Actual"), book.WorkbookPart!.Workbook.DefinedNames!.Elements<DefinedName>().Where(name => name.LocalSheetId is null).ToDictionary(name => name.Name!.Value!, name => name.Text));
    }
}
