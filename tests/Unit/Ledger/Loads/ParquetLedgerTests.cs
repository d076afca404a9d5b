using System.Globalization;
using CostGuard.Core.Allocate;
using CostGuard.Core.Close;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Ledger.Loads;
using CostGuard.Ledger.State;
using Xunit;

namespace CostGuard.Unit.Ledger.Loads;

public sealed class ParquetLedgerTests : IDisposable
{
    private readonly LedgerHome _home = new();

    [Fact]
    public async Task Import_CsvOfTwoPeriods_OneLoadEach()
    {
        SourceFile file = _home.Csv("two.csv", LedgerHome.Row("1.25") + LedgerHome.Row("-0.05") + LedgerHome.Row("3", "2026-10"));

        IReadOnlyList<ImportedLoad> loads = await _home.ImportAsync(file);

        Assert.Equal(["2026-09 1.2 2", "2026-10 3 1"], loads.Select(item => $"{item.Load.Period} {item.Load.Totals[0].Stored.Billed} {item.Load.Totals[0].Rows}"));
        Assert.Equal(new DateOnly(2026, 10, 10), loads[1].Load.DataThrough);
        Assert.Equal(["1.200000000000000000|012345678901"], await _home.AskAsync(loads[0].Load, "SELECT CAST(sum(BilledCost) AS VARCHAR), min(SubAccountId) FROM {lines}"));
    }

    [Fact]
    public async Task Import_SameBytesAgain_IsUnchanged()
    {
        SourceFile file = _home.Csv("a.csv", LedgerHome.Row("1"));
        LoadId first = (await _home.ImportAsync(file))[0].Load.Id;

        ImportedLoad again = Assert.Single(await _home.ImportAsync(file));

        Assert.True(again.Unchanged);
        Assert.Equal(first, again.Load.Id);
        Assert.Single(_home.LoadFolders());
    }

    [Fact]
    public async Task Import_RestatedMonth_ReplacesForReadersAndKeepsOlder()
    {
        LoadId first = (await _home.ImportAsync(_home.Csv("a.csv", LedgerHome.Row("1"))))[0].Load.Id;
        _home.Clock.Advance(TimeSpan.FromDays(1));
        ImportedLoad second = (await _home.ImportAsync(_home.Csv("b.csv", LedgerHome.Row("1.5") + LedgerHome.Row("2", service: "Storage"))))[0];

        Assert.Equal(first, second.Replaced);
        Assert.Equal(second.Load.Id, Assert.Single(await _home.Ledger().LoadsAsync(true, LedgerHome.Stop)).Id);
        IReadOnlyList<CostRow> diff = await _home.Ledger().DiffAsync(first, second.Load.Id, LedgerHome.Stop);
        Assert.Equal(["Compute 0.5", "Storage 2"], diff.Select(row => string.Create(CultureInfo.InvariantCulture, $"{row.Keys[0]} {row.Costs.Billed / 1.000000000000000000m}")));

        Assert.Equal([first], await _home.Ledger().PruneAsync(_home.Clock.GetUtcNow(), true, LedgerHome.Stop));
        Assert.Equal(2, _home.LoadFolders().Length);
        Assert.Equal([first], await _home.Ledger().PruneAsync(_home.Clock.GetUtcNow(), false, LedgerHome.Stop));
        Assert.Single(_home.LoadFolders());
    }

    /// <summary>Three versions of September; October was closed while the second one counted and charged the difference to the first: only the first may go.</summary>
    [Fact]
    public async Task Prune_LoadThatAClosedMonthsCorrectionsRestOn_Stays()
    {
        LoadId first = (await _home.ImportAsync(_home.Csv("a.csv", LedgerHome.Row("1"))))[0].Load.Id;
        _home.Clock.Advance(TimeSpan.FromDays(1));
        LoadId second = (await _home.ImportAsync(_home.Csv("b.csv", LedgerHome.Row("2"))))[0].Load.Id;
        _home.Clock.Advance(TimeSpan.FromDays(1));
        var closed = new Closing { Period = BillingPeriod.Parse("2026-10"), State = ClosingState.Closed, Version = 1, ClosedBy = "cfo@acme.test", ChangedAt = _home.Clock.GetUtcNow() };
        Assert.True(await new CloseStore(_home.State).SaveAsync(closed, new AuditEntry(closed.ChangedAt, "cfo@acme.test", "period close", "2026-10", null, "CLOSED"), [], LedgerHome.Stop));
        _home.Clock.Advance(TimeSpan.FromDays(1));
        await _home.ImportAsync(_home.Csv("c.csv", LedgerHome.Row("3")));

        Assert.Equal([first], await _home.Ledger().PruneAsync(_home.Clock.GetUtcNow(), false, LedgerHome.Stop));
        Assert.Contains(await _home.Ledger().LoadsAsync(false, LedgerHome.Stop), load => load.Id == second);
    }

    [Fact]
    public async Task Import_HeaderOnlyWhereRowsWere_IsRefusedAndEarlierStays()
    {
        await _home.ImportAsync(_home.Csv("a.csv", LedgerHome.Row("500.00")));

        CostGuardException refused = await Assert.ThrowsAsync<CostGuardException>(() => _home.ImportAsync(_home.Csv("empty.csv", "")));

        Assert.Equal(9, refused.ExitCode);
        Load current = Assert.Single(await _home.Ledger().LoadsAsync(true, LedgerHome.Stop));
        Assert.Equal("500", current.Totals[0].Stored.Billed.ToString());
    }

    [Fact]
    public async Task Import_CaseP15_RefusesTheRowByLine()
    {
        SourceFile file = LedgerHome.FileAt(SharedFolder.Path("cases", "P15-billedcost-null", "focus.csv"));
        var options = new ReadOptions(new Dictionary<string, string>
        {
            ["BillingPeriodStart"] = "{ChargePeriodStart:month}",
            ["ChargePeriodEnd"] = "{ChargePeriodStart:+1d}",
            ["ServiceName"] = "VM",
            ["SubAccountId"] = "a",
        }, null, 1);

        Load load = (await _home.ImportAsync(file, options))[0].Load;

        Assert.Equal("9", load.Totals[0].Stored.Billed.ToString());
        Assert.Equal(1, load.RowsRejected);
        Assert.Contains(load.Problems, problem => problem.Line == 3 && problem.Severity == Severity.Error);
    }

    [Theory]
    [InlineData("begun")]
    [InlineData("read")]
    [InlineData("daily")]
    [InlineData("checked")]
    [InlineData("synced")]
    [InlineData("renamed")]
    [InlineData("sealing")]
    public async Task Import_DiesAtAStep_EarlierStaysAndNextImportCleans(string at)
    {
        await _home.ImportAsync(_home.Csv("a.csv", LedgerHome.Row("1")));
        SourceFile next = _home.Csv("b.csv", LedgerHome.Row("2"));
        ParquetLedger dying = _home.Ledger(step => { if (step == at) throw new IOException("the process died"); });

        await Assert.ThrowsAsync<IOException>(() => dying.ImportAsync(new SourceKey("test"), [next], ReadOptions.Strict, null, LedgerHome.Stop));

        Assert.Equal("1", Assert.Single(await _home.Ledger().LoadsAsync(true, LedgerHome.Stop)).Totals[0].Stored.Billed.ToString());
        await _home.ImportAsync(next);
        Assert.Equal("2", Assert.Single(await _home.Ledger().LoadsAsync(true, LedgerHome.Stop)).Totals[0].Stored.Billed.ToString());
        Assert.Equal(2, _home.LoadFolders().Length);
    }

    [Fact]
    public async Task Import_DiesAfterSealing_TheLoadIsThere()
    {
        ParquetLedger dying = _home.Ledger(step => { if (step == "sealed") throw new IOException("the process died"); });

        await Assert.ThrowsAsync<IOException>(() => dying.ImportAsync(new SourceKey("test"), [_home.Csv("a.csv", LedgerHome.Row("1"))], ReadOptions.Strict, null, LedgerHome.Stop));

        Load load = Assert.Single(await _home.Ledger().LoadsAsync(true, LedgerHome.Stop));
        Assert.Equal(["1.000000000000000000"], await _home.AskAsync(load, "SELECT CAST(sum(BilledCost) AS VARCHAR) FROM {lines}"));
    }

    [Fact]
    public async Task Import_LinesChangedWhileWritten_DoesNotTie()
    {
        SourceFile other = _home.Csv("other.csv", LedgerHome.Row("7"));
        Load stranger = (await _home.ImportAsync(other, source: "other"))[0].Load;
        string lines = Directory.GetFiles(Path.Combine(_home.Files.FolderOf(stranger), "lines"))[0];
        ParquetLedger ledger = _home.Ledger(step =>
        {
            if (step == "read") File.Copy(lines, Directory.GetFiles(Path.Combine(_home.Home.Loads, ".import"), "0001.parquet", SearchOption.AllDirectories)[0], true);
        });

        CostGuardException refused = await Assert.ThrowsAsync<CostGuardException>(() =>
            ledger.ImportAsync(new SourceKey("test"), [_home.Csv("a.csv", LedgerHome.Row("1"))], ReadOptions.Strict, null, LedgerHome.Stop));

        Assert.Equal(6, refused.ExitCode);
        Assert.DoesNotContain(await _home.Ledger().LoadsAsync(true, LedgerHome.Stop), load => load.Source.Value == "test");
    }

    [Fact]
    public async Task Import_SeveralAtOnce_AllAreSealedAndOneIsCurrentEach()
    {
        SourceFile[] files = [.. Enumerable.Range(0, 4).Select(i => _home.Csv($"p{i}.csv", LedgerHome.Row(i.ToString(CultureInfo.InvariantCulture) + ".5")))];

        await Task.WhenAll(files.Select((file, i) => Task.Run(() => _home.ImportAsync(file, source: i < 2 ? "same" : $"own{i}"))));

        Assert.Equal(4, (await _home.Ledger().LoadsAsync(false, LedgerHome.Stop)).Count);
        Assert.Equal(3, (await _home.Ledger().LoadsAsync(true, LedgerHome.Stop)).Count);
        Assert.Equal(4, _home.LoadFolders().Length);
    }

    [Fact]
    public async Task EnsureDaily_MoreTagKeys_MadeFromLines()
    {
        Load load = (await _home.ImportAsync(_home.Csv("a.csv", LedgerHome.Row("1", tags: "{\"team\":\"web\",\"Environment\":\"prd\"}") + LedgerHome.Row("2"))))[0].Load;
        var policy = new RollupPolicy(new RollupShape(["env", "team"], true, true), new TagConfig());

        string path = await _home.Files.EnsureDailyAsync(load, policy, LedgerHome.Stop);

        Assert.Equal(path, await _home.Files.EnsureDailyAsync(load, policy, LedgerHome.Stop));
        List<string> rows = await _home.AskAsync(load, $"SELECT x_Tag_env, x_Tag_team, CAST(BilledCost AS VARCHAR) FROM read_parquet('{path}', hive_partitioning=false) ORDER BY BilledCost");
        Assert.Equal(["prod|web|1.000000000000000000", "NULL|NULL|2.000000000000000000"], rows);
    }

    [Fact]
    public async Task Import_TagSpellingsDisagree_CountsConflicts()
    {
        Load load = (await _home.ImportAsync(_home.Csv("a.csv", LedgerHome.Row("7", tags: "{\"team\":\"core\",\"Team\":\"payments\"}"))))[0].Load;

        Assert.Contains(load.Problems, problem => problem.Code == "CG1330" && problem.Message.StartsWith("1 rows", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("de-DE")]
    [InlineData("hu-HU")]
    [InlineData("tr-TR")]
    public async Task Import_CaseS02_OrderIsTheSameInEveryCulture(string culture)
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo(culture);
        try
        {
            string rows = string.Concat((await File.ReadAllLinesAsync(SharedFolder.Path("cases", "S02-decimal-order-by-culture", "rows.csv"), LedgerHome.Stop))
                .Skip(1).Select(line => line.Split(',')).Select(cells => LedgerHome.Row(cells[1], service: cells[0])));
            Load load = (await _home.ImportAsync(_home.Csv("s02.csv", rows + LedgerHome.Row("n/a")), ReadOptions.Strict with { RejectedRowsMax = 1 }))[0].Load;

            Assert.Equal(["c", "d", "b", "a", "e"], await _home.AskAsync(load, "SELECT ServiceName FROM {daily} ORDER BY BilledCost DESC"));
            Assert.Equal(["c", "d", "b"], await _home.AskAsync(load, "SELECT ServiceName FROM {daily} WHERE BilledCost > 10 ORDER BY BilledCost DESC"));
            Assert.Equal("136.2", load.Totals[0].Stored.Billed.ToString());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    public void Dispose() => _home.Dispose();
}
