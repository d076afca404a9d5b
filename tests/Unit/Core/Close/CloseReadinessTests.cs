using CostGuard.Core.Close;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Statements;
using CostGuard.Core.Values;
using Xunit;

namespace CostGuard.Unit.Core.Close;

public sealed class CloseReadinessTests
{
    private static readonly BillingPeriod October = BillingPeriod.Parse("2026-10");
    private static readonly DateTimeOffset November = new(2026, 11, 4, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Of_WholeMonth_Holds() => Assert.True(Judge(Whole()).Holds);

    [Fact]
    public void Of_MonthThatRuns_IsNotComplete() =>
        Assert.Contains("2026-10 has not ended.", CloseReadiness.Of(Whole(), null, new HashSet<string>(), CostMetric.Billed, October.End.AddTicks(-1)).Complete.Faults);

    [Fact]
    public void Of_LoadOfBeforeTheEnd_IsNotComplete() =>
        Assert.Contains("read before the month's end", Assert.Single(Judge(Whole() with { Loads = [Load(October, October.End.AddSeconds(-1))] }).Complete.Faults), StringComparison.Ordinal);

    [Fact]
    public void Of_SourceThatIsSilent_IsNotComplete() =>
        Assert.Contains("Source aws has no data", Judge(Whole() with { Loads = [Load(October.Previous, November)] }).Complete.Faults[1], StringComparison.Ordinal);

    [Fact]
    public void Of_LinesThatNameNoInvoice_AreNoInvoiceThatTies()
    {
        CloseReadiness month = Judge(Whole() with { Statements = [Statement(100m) with { Number = null, Invoice = null }] });

        Assert.Equal("There is no invoice.", Assert.Single(month.Tied.Faults));
        Assert.Equal("0 invoices", month.Tied.Note);
    }

    [Fact]
    public void Of_MissingDay_IsNamed() =>
        Assert.Equal("Source aws has no line on 2026-10-17.", Assert.Single(Judge(Whole() with { Days = [.. Whole().Days.Where(row => row.Keys[1] != "2026-10-17")] }).Complete.Faults));

    /// <summary>Read after the month's end, and cut after the tenth: 21 of 31 days are missing, and the source had a line on each of September's 30.</summary>
    [Fact]
    public void Of_DailySourceThatStops_IsNotCompleteHoweverManyDaysAreMissing()
    {
        MonthEvidence cut = Whole() with { Days = [.. Whole().Days.Take(10)], DaysBefore = [.. Enumerable.Range(1, 30).Select(day => Row("aws", FormattableString.Invariant($"2026-09-{day:00}")))] };

        Assert.Equal("Source aws has no line on 2026-10-11 to 2026-10-31.", Assert.Single(Judge(cut).Complete.Faults));
        Assert.Equal("Source aws has no line on 2026-10-01 to 2026-10-31.", Assert.Single(Judge(cut with { Days = [] }).Complete.Faults));
        // A source that had ten days in September as well bills now and then.
        Assert.True(Judge(cut with { DaysBefore = [.. cut.DaysBefore.Take(10)] }).Holds);
        Assert.True(CloseReadiness.Of(cut, null, new HashSet<string> { "aws" }, CostMetric.Billed, November).Holds);
    }

    [Fact]
    public void Of_SourceThatIsClosedForGood_IsNotAskedFor()
    {
        MonthEvidence month = Whole() with { Loads = [.. Whole().Loads, Load(October.Previous, November) with { Id = new LoadId("old"), Source = new SourceKey("old") }] };

        Assert.Equal("Source old has no data, and had some the month before (closed for good? --gone old).", Assert.Single(Judge(month).Complete.Faults));
        Assert.True(CloseReadiness.Of(month, null, new HashSet<string> { "old" }, CostMetric.Billed, November).Holds);
    }

    // Shut down on the 12th and read on the 13th: nothing newer will ever come of it.
    [Fact]
    public void Of_SourceThatWasGivenUpInTheMonth_NeedNotBeReadAgain()
    {
        MonthEvidence month = Whole() with { Loads = [.. Whole().Loads, Load(October, October.End.AddDays(-18)) with { Id = new LoadId("old"), Source = new SourceKey("old") }] };

        Assert.StartsWith("Source old was last read before the month's end", Judge(month).Complete.Faults[0], StringComparison.Ordinal);
        Assert.True(CloseReadiness.Of(month, null, new HashSet<string> { "old" }, CostMetric.Billed, November).Holds);
    }

    [Fact]
    public void Of_AccountThatVanished_IsNamedUnlessAPersonSaysItIsClosed()
    {
        MonthEvidence month = Whole() with { AccountsBefore = [Row("1"), Row("2")] };

        Assert.Contains("Account 2 has no cost", Assert.Single(Judge(month).Complete.Faults), StringComparison.Ordinal);
        Assert.True(CloseReadiness.Of(month, null, new HashSet<string> { "2" }, CostMetric.Billed, November).Holds);
    }

    [Theory]
    [InlineData("0.05", true)]
    [InlineData("0.04", false)]
    public void Of_Unallocated_IsHeldAgainstTheLimit(string limit, bool holds)
    {
        MonthEvidence month = Whole() with { Teams = [Row("web", 95m), Row("unallocated", 5m)] };

        Assert.Equal(holds, CloseReadiness.Of(month, decimal.Parse(limit, System.Globalization.CultureInfo.InvariantCulture), new HashSet<string>(), CostMetric.Billed, November).Allocated.Holds);
    }

    [Fact]
    public void Of_WithinTolerance_DoesNotTieUntilAPersonSaysWhy() =>
        Assert.Contains("within the tolerance of 1.00", Assert.Single(Judge(Whole() with { Statements = [Statement(0.37m)] }).Tied.Faults), StringComparison.Ordinal);

    [Fact]
    public void Of_OtherFigures_HaveAnotherHash()
    {
        Assert.Equal(Judge(Whole()).Hash, Judge(Whole()).Hash);
        Assert.NotEqual(Judge(Whole()).Hash, Judge(Whole() with { Statements = [Statement(0.37m)] }).Hash);
        Assert.NotEqual(Judge(Whole()).Hash, Judge(Whole() with { Teams = [Row("web", 99m)] }).Hash);
    }

    /// <summary>What goes into statements and journal is signed: tax, why something is explained, rates and budgets.</summary>
    [Fact]
    public void Of_TaxReasonOrLocks_HaveAnotherHash()
    {
        InvoiceStatement told = Statement(5m) with { Items = [new ExplainedItem(ExplainedReason.Support, 5m, "plan", "ann", 1)] };
        string[] hashes =
        [
            Judge(Whole()).Hash,
            Judge(Whole() with { Statements = [Statement(0m) with { Invoice = Statement(0m).Invoice! with { Tax = 999.99m } }] }).Hash,
            Judge(Whole() with { Statements = [told] }).Hash,
            Judge(Whole() with { Statements = [told with { Items = [told.Items[0] with { Reason = ExplainedReason.Marketplace }] }] }).Hash,
            Judge(Whole() with { Locked = ["rate EUR USD 1.1"] }).Hash,
            Judge(Whole() with { Charges = Late(5_000m) }).Hash,
            Judge(Whole() with { Charges = Late(5_001m) }).Hash,
        ];

        Assert.Equal(hashes.Length, hashes.Distinct().Count());
    }

    [Fact]
    public void Of_ThreeDecimals_AreNamed() =>
        Assert.Contains("A-1: 2.004 BHD is unexplained.", Assert.Single(Judge(Whole() with
        {
            Statements = [Statement(2.004m) with { Currency = Currency.Parse("BHD"), Invoice = Statement(2.004m).Invoice! with { Currency = Currency.Parse("BHD") } }],
        }).Tied.Faults), StringComparison.Ordinal);

    // It ties to the cent by what one connection says; another says 112.00. A person's word needs no connection.
    [Fact]
    public void Of_InvoiceThatConnectionsContradict_DoesNotTieUntilAPersonTypedIt()
    {
        Invoice fetched = Statement(0m).Invoice! with
        {
            Origin = new InvoiceOrigin { Connection = "acme-a", Document = "INVOICE" },
            Otherwise = [new OtherStatement("acme-b", null, October, October.Next.FirstDay, 112m, 0m, November)],
        };

        Assert.Equal(
            "A-1: acme-a states net 100.00 USD, acme-b net 112.00 USD; remove it and type the one that is right: costguard invoice add.",
            Assert.Single(Judge(Whole() with { Statements = [Statement(0m) with { Invoice = fetched }] }).Tied.Faults));
        Assert.True(Judge(Whole() with { Statements = [Statement(0m) with { Invoice = fetched with { Origin = null } }] }).Tied.Holds);
    }


    /// <summary>AWS +100 and Microsoft −100 are two providers' lines without an invoice, and not nothing; A-9 is in the data, and recorded nowhere.</summary>
    [Fact]
    public void Of_LinesWithoutAnInvoiceThatSumToZero_AreNeitherCompleteNorTied()
    {
        InvoiceStatement loose = Statement(0m) with { Number = null, Invoice = null, Billed = 0m, Rows = 2, Loose = [new LooseLines("AWS", 100m, 1), new LooseLines("Microsoft", -100m, 1)] };

        CloseReadiness ready = Judge(Whole() with { Statements = [Statement(0m), loose, loose with { Number = "A-9" }] });

        Assert.Equal(["1 lines of AWS, 100.00 USD, carry no invoice yet.", "1 lines of Microsoft, -100.00 USD, carry no invoice yet."], ready.Complete.Faults);
        Assert.Equal("A-9: 0.00 USD is billed in the data, but the invoice is not recorded.", Assert.Single(ready.Tied.Faults));
    }

    [Fact]
    public void Of_TaxThatContradicts_SaysWhatTheDataHasAndHowToSayIt() =>
        Assert.Equal(
            "A-1: -93.00 USD is unexplained; the data has 93.00 USD of tax, the invoice states 0.00 (if it has the data's: costguard invoice remove, then invoice add with --tax 93.00).",
            Assert.Single(Judge(Whole() with { Statements = [Statement(0m) with { Billed = 193m, Apart = [new StatedApart(ExplainedReason.Tax, 0m, 93m)] }] }).Tied.Faults));

    /// <summary>Signed with the month: 5,000.00 of August, of it 4,900.00 on an invoice that nobody has.</summary>
    [Fact]
    public void Of_ChangesOfClosedMonths_AreSaidWithTheirAmountsAndInvoices()
    {
        var august = BillingPeriod.Parse("2026-08");

        CloseReadiness ready = Judge(Whole() with { Charges = Late(5_000m), LateInvoices = [new LateInvoice(august, "INV-8", Currency.Usd, 4_900m), new LateInvoice(august, null, Currency.Usd, 100m)] });

        Assert.Equal(
            "1 invoices; +5,000.00 USD of 2026-08 changed after its close and is charged with this month (web +5,000.00 USD); invoice INV-8 of 2026-08 (+4,900.00 USD of it) is recorded nowhere; +100.00 USD of it names no invoice",
            ready.Tied.Note);
        Assert.True(ready.Holds);
    }

    private static ClosingCharges Late(decimal amount) => new([], [new LateCorrection(BillingPeriod.Parse("2026-08"), "web", Currency.Usd, amount, amount)]);

    private static CloseReadiness Judge(MonthEvidence month) => CloseReadiness.Of(month, null, new HashSet<string>(), CostMetric.Billed, November);

    private static MonthEvidence Whole() => new()
    {
        Period = October,
        Loads = [Load(October, November), Load(October.Previous, November)],
        Statements = [Statement(0m)],
        Days = [.. Enumerable.Range(1, 31).Select(day => Row("aws", FormattableString.Invariant($"2026-10-{day:00}")))],
        Accounts = [Row("1")],
        AccountsBefore = [Row("1")],
        Teams = [Row("web")],
    };

    private static InvoiceStatement Statement(decimal apart) => new()
    {
        Number = "A-1",
        Invoice = new Invoice { Number = "A-1", Currency = Currency.Usd, Period = October, Date = October.Next.FirstDay, Net = 100m + apart, Tax = 0m, By = "a", At = November },
        Period = October,
        Provider = "AWS",
        Currency = Currency.Usd,
        Billed = 100m,
        Rows = 1,
        Items = [],
    };

    private static CostRow Row(string key, decimal amount = 100m) => new([key], Currency.Usd, new Costs(amount, amount, amount, amount), 1);

    private static CostRow Row(string key, string second) => Row(key) with { Keys = [key, second] };

    private static Load Load(BillingPeriod period, DateTimeOffset sealedAt) => new()
    {
        Id = new LoadId($"{period}"),
        Source = new SourceKey("aws"),
        Period = period,
        SealedAt = sealedAt,
        IsCurrent = true,
        FocusVersion = "1.2",
        Files = [],
        Totals = [],
        Problems = [],
        RowsRead = 1,
        RowsRejected = 0,
        DataThrough = period.LastDay,
        Folder = "",
    };
}
