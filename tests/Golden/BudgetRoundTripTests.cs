using System.Text.Json;
using ClosedXML.Excel;
using Xunit;

namespace CostGuard.Golden;

/// <summary>Budgets out to a spreadsheet and back, and another amount by two people.</summary>
public sealed class BudgetRoundTripTests : IDisposable
{
    private readonly Product _product = new();

    public BudgetRoundTripTests()
    {
        _product.Clock.SetUtcNow(new DateTimeOffset(2026, 11, 16, 7, 0, 0, TimeSpan.Zero));
    }

    public void Dispose() => _product.Dispose();

    [Fact]
    public async Task Template_FilledAndImported_ChangesExactlyTheCellsAndKeepsTheRest()
    {
        await CompanyAsync();
        string file = Path.Combine(_product.Home, "plan.xlsx");
        await _product.OkAsync("budget", "template", "--year", "2026", "--out", file);
        Fill(file, "2026-12", 55000d);

        JsonElement dry = (await _product.OkAsync("budget", "import", file, "--dry-run", "-o", "json")).Json;
        string before = Table();
        JsonElement change = Assert.Single(dry.GetProperty("items").EnumerateArray());
        Assert.Equal(("50000", "55000"), (change.GetProperty("before").GetString(), change.GetProperty("after").GetString()));
        Assert.Equal("team,currency,2026-11,2026-12\npayments,USD,48000,50000\nweb,USD,100,200\n", before);

        await _product.OkAsync("budget", "import", file);
        Assert.Equal("team,currency,2026-11,2026-12\npayments,USD,48000,55000\nweb,USD,100,200\n", Table());
        // What was written is what comes out, and coming in again it changes nothing.
        await _product.OkAsync("budget", "export", "--year", "2026", "--out", Path.Combine(_product.Home, "again.csv"));
        Assert.Contains("changes nothing", (await _product.OkAsync("budget", "import", Path.Combine(_product.Home, "again.csv"))).Out, StringComparison.Ordinal);
    }

    /// <summary>The months stand in two tables of other names than their year: each is changed where it stands, and a table that nobody has is not made.</summary>
    [Fact]
    public async Task Import_MonthsInTablesOfOtherNames_ChangesThemWhereTheyStand()
    {
        await CompanyAsync();
        string budgets = Path.Combine(_product.Home, "budgets");
        File.Delete(Path.Combine(budgets, "2026.csv"));
        _product.Write("budgets/monthly.csv", "team,currency,2026-11,2026-12\npayments,USD,48000,50000\n");
        _product.Write("budgets/web.csv", "team,currency,2026-11,2026-12\nweb,USD,100,200\n");
        string file = _product.Write("new.csv", "team,currency,2026-12\npayments,USD,55000\nweb,USD,250\n");

        Answer into = await _product.RunAsync("budget", "import", file, "--into", "web.csv");
        Assert.Equal(2, into.ExitCode);
        Assert.Contains("payments has an amount for 2026-12 already, in budgets/monthly.csv:2.", into.Error, StringComparison.Ordinal);
        Assert.Contains("--into monthly.csv", into.Error, StringComparison.Ordinal);
        Assert.Contains("2 amounts would be written to budgets/monthly.csv and budgets/web.csv", (await _product.OkAsync("budget", "import", file, "--dry-run")).Out, StringComparison.Ordinal);
        await _product.OkAsync("budget", "import", file);

        Assert.Equal(["monthly.csv", "web.csv"], Directory.GetFiles(budgets, "*.csv").Select(Path.GetFileName).Order());
        Assert.Equal("team,currency,2026-11,2026-12\npayments,USD,48000,55000\n", await File.ReadAllTextAsync(Path.Combine(budgets, "monthly.csv"), TestContext.Current.CancellationToken));
        Assert.Equal("team,currency,2026-11,2026-12\nweb,USD,100,250\n", await File.ReadAllTextAsync(Path.Combine(budgets, "web.csv"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Import_BadCellOrUnknownTeam_NamesTheCellAndWritesNothing()
    {
        await CompanyAsync();
        string file = Path.Combine(_product.Home, "plan.xlsx");
        await _product.OkAsync("budget", "template", "--year", "2026", "--out", file);
        string before = Table();
        using (var book = new XLWorkbook(file))
        {
            book.Worksheet("Budget").Cell("F5").SetValue("12,000 approx");
            book.Save();
        }

        Answer bad = await _product.RunAsync("budget", "import", file);
        Assert.Equal(2, bad.ExitCode);
        Assert.Contains("Budget!F5: \"12,000 approx\" is not a number.", bad.Error, StringComparison.Ordinal);

        using (var book = new XLWorkbook(file))
        {
            book.Worksheet("Budget").Cell("F5").Value = 1;
            book.Worksheet("Budget").Cell("B5").Value = "paymets";
            book.Save();
        }

        Assert.Contains("there is no team \"paymets\"", (await _product.RunAsync("budget", "import", file)).Error, StringComparison.Ordinal);
        Assert.Equal(before, Table());
    }

    [Fact]
    public async Task Request_ApprovedByAnother_IsANewVersionAndKeepsTheOriginal()
    {
        await CompanyAsync();
        await _product.OkAsync("budget", "request", "payments-monthly", "--amount", "60000", "--from", "2026-12", "--reason", "launch, \"big\"", "--by", "ann@acme.test");
        Assert.Equal(9, (await _product.RunAsync("budget", "approve", "1", "--by", "ann@acme.test")).ExitCode);
        await _product.OkAsync("budget", "approve", "1", "--by", "cfo@acme.test", "--note", "agreed");
        Assert.Equal(8, (await _product.RunAsync("budget", "reject", "1", "--by", "cfo@acme.test")).ExitCode);

        JsonElement december = (await _product.OkAsync("budget", "show", "payments-monthly", "--period", "2026-12", "-o", "json")).Json.GetProperty("items")[0];
        JsonElement november = (await _product.OkAsync("budget", "show", "payments-monthly", "--period", "2026-11", "-o", "json")).Json.GetProperty("items")[0];
        JsonElement request = (await _product.OkAsync("budget", "requests", "-o", "json")).Json.GetProperty("items")[0];

        Assert.Equal(("60000", "50000"), (december.GetProperty("budget").GetString(), december.GetProperty("original").GetString()));
        Assert.Equal("48000", november.GetProperty("budget").GetString());
        Assert.Equal(("launch, \"big\"", "approved", "cfo@acme.test"), (request.GetProperty("reason").GetString(), request.GetProperty("state").GetString(), request.GetProperty("decidedBy").GetString()));
    }

    [Fact]
    public async Task Import_AmountThatAVersionReplaces_IsRefused()
    {
        await CompanyAsync();
        await _product.OkAsync("budget", "request", "payments-monthly", "--amount", "60000.50", "--from", "2026-12", "--reason", "launch", "--by", "ann@acme.test");
        await _product.OkAsync("budget", "approve", "1", "--by", "cfo@acme.test");
        string before = Table();

        Answer refused = await _product.RunAsync("budget", "import", _product.Write("new.csv", "team,currency,2026-12\npayments,USD,70000\n"));
        Answer same = await _product.OkAsync("budget", "import", _product.Write("same.csv", "team,currency,2026-12\npayments,USD,60000.50\n"));
        Answer twice = await _product.RunAsync("budget", "import", _product.Write("twice.csv", "team,currency,2026-12\nweb,USD,1\nweb,USD,2\n"));

        Assert.Contains("CG2220", refused.Error, StringComparison.Ordinal);
        Assert.Contains("changes nothing", same.Out, StringComparison.Ordinal);
        Assert.Contains("CG2208", twice.Error, StringComparison.Ordinal);
        Assert.Equal(before, Table());
    }

    [Fact]
    public async Task Import_BudgetWithAmountsOfItsOwn_IsRefused()
    {
        await CompanyAsync();
        await File.WriteAllTextAsync(
            Path.Combine(_product.Home, "budgets", "lab.yaml"),
            "apiVersion: costguard/v1\nkind: Budget\nmetadata: { name: lab }\nspec:\n  team: web\n  currency: EUR\n  plan: { from: 2026-11, amount: 10 }\n", TestContext.Current.CancellationToken);

        Answer refused = await _product.RunAsync("budget", "import", _product.Write("new.csv", "team,currency,2026-12\nweb,EUR,70\n"), "--into", "eur.csv");

        Assert.Contains("2 budgets would have it", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_ApprovedForABudgetThatIsGone_IsAnError()
    {
        await CompanyAsync();
        await _product.OkAsync("budget", "request", "web-monthly", "--amount", "5", "--from", "2026-12", "--reason", "less", "--by", "ann@acme.test");
        await _product.OkAsync("budget", "approve", "1", "--by", "cfo@acme.test");
        await File.WriteAllTextAsync(Path.Combine(_product.Home, "budgets", "2026.csv"), "team,currency,2026-11\npayments,USD,1\n", TestContext.Current.CancellationToken);

        Answer check = await _product.RunAsync("config", "validate");

        Assert.Equal(2, check.ExitCode);
        Assert.Contains("Request 1 is approved for the budget \"web-monthly\", which is not there.", check.Out + check.Error, StringComparison.Ordinal);
    }

    private async Task CompanyAsync()
    {
        await _product.OkAsync("init");
        foreach (string folder in new[] { "teams", "budgets", "allocation" })
        {
            foreach (string file in Directory.GetFiles(Path.Combine(_product.Home, folder))) File.Delete(file);
        }

        foreach (string team in new[] { "payments", "web" })
        {
            await File.WriteAllTextAsync(
                Path.Combine(_product.Home, "teams", $"{team}.yaml"),
                $"apiVersion: costguard/v1\nkind: Team\nmetadata: {{ name: {team} }}\nspec:\n  owner: {team}@acme.test\n  effectiveFrom: 2026-01\n",
                TestContext.Current.CancellationToken);
        }

        await File.WriteAllTextAsync(
            Path.Combine(_product.Home, "budgets", "2026.csv"), "team,currency,2026-11,2026-12\npayments,USD,48000,50000\nweb,USD,100,200\n", TestContext.Current.CancellationToken);
    }

    private string Table() => File.ReadAllText(Path.Combine(_product.Home, "budgets", "2026.csv"));

    private static void Fill(string file, string month, double amount)
    {
        using var book = new XLWorkbook(file);
        IXLWorksheet sheet = book.Worksheet("Budget");
        int column = sheet.Row(4).CellsUsed().Single(cell => cell.GetString() == month).Address.ColumnNumber;
        sheet.Cell(5, column).Value = amount;
        book.Save();
    }
}
