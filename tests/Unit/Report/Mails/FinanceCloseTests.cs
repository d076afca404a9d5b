using CostGuard.Core.Close;
using CostGuard.Core.Focus;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Report.Mails;
using Xunit;

namespace CostGuard.Unit.Report.Mails;

/// <summary>The finance report of a closed month, on the figures of ux 0.2: AWS 118,402.77 USD, Azure 41,286.15 EUR at 1.0850, 163,198.24 USD against 158,000.00.</summary>
public sealed class FinanceCloseTests
{
    private static readonly BillingPeriod October = BillingPeriod.Month(2026, 10);

    internal static FinanceModel Model(ClosingState state = ClosingState.Closed, decimal azureNet = 41_286.15m) => new()
    {
        Period = October,
        Company = "Acme",
        To = ["finance@acme.test"],
        Snapshot = new SnapshotId("1f2e3d4c5b6a"),
        Currency = Currency.Usd,
        Metric = CostMetric.Effective,
        Through = October.LastDay,
        Total = 163_198.24m,
        Budget = 158_000m,
        BudgetCounted = 163_198.24m,
        Teams = [new FinanceTeam("Platform", 90_000m, 88_000m, 90_000m, null), new FinanceTeam("Payments", 73_198.24m, 70_000m, 73_198.24m, null)],
        UnallocatedShare = 0m,
        UnallocatedLimit = 0.01m,
        Loads = 2,
        Rows = 1_000,
        Restatements = [],
        RestatedSince = null,
        Changes = new FinanceChanges(DayRange.Of(October), DayRange.Of(October.Previous), [new CostChange("Payments: RDS", 10_000m, 13_000m), new CostChange("Platform: EC2", 50_000m, 49_000m), new CostChange("Platform: S3", 101_000m, 101_198.24m)]),
        IsOverdue = false,
        StaleWarning = null,
        Notes = [],
        Workbook = new MailPart("costguard-2026-10-acme-close-v1-FINAL.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", new byte[5000], "data/out/reports/2026-10/x.xlsx"),
        Files = [new MailPart("costguard-2026-10-journal-v1.csv", "text/csv", new byte[2000], "data/out/reports/2026-10/j.csv")],
        Closing = new FinanceClosing
        {
            Closing = new Closing { Period = October, State = state, Version = 1, Snapshot = new SnapshotId("1f2e3d4c5b6a"), ClosedBy = "cfo@acme.test" },
            Ticks = [new CloseTick("Complete", [], ""), new CloseTick("Tied", [], ""), new CloseTick("Allocated", state == ClosingState.Closed ? [] : ["1,980.00 of 79,200.00 USD is unallocated, more than 1.00 %."], state == ClosingState.Closed ? "no limit is set (allocation: unallocated.blockCloseAbove)" : "limit 1.00 % unallocated")],
            Statements = [Statement("AWS", "AWS-2026-10", Currency.Usd, 118_402.77m, 118_402.77m), Statement("Microsoft", "E0800ABC", Currency.Eur, azureNet, 41_286.15m)],
            Notes = [new OwnerNote("Payments: RDS", "\"Load test, ends Friday\" (li@acme.test, expected until 20 Nov 2026)"), new OwnerNote("Web: CDN", "\"not among the largest\" (sam@acme.test)")],
            Open = ["1 budget request waits for an approver: costguard budget requests."],
            WorkingDay = 4,
        },
        Settings = new MailSettings("0.1.0", null, "finops@acme.test"),
    };

    [Fact]
    public void Render_Closed_IsFinalAndTiesToTheInvoices()
    {
        MailDraft mail = FinanceMail.Render(Model());

        Assert.Equal("Oct 2026 final: 163k USD, 3.3% over, ties to invoices", mail.Subject);
        Assert.Equal("AWS 118,402.77 USD and Microsoft 41,286.15 EUR reconciled, difference 0.00. 1 decision needed.", MailChecks.Preheader(mail));
        Assert.Equal("finance/all/2026-10-v1-final/1f2e3d4c5b6a", mail.Key);
        Assert.Contains("5,198.24 over (3.3 %)", mail.Text.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Matches(@"AWS AWS-2026-10 USD +118,402\.77 +118,402\.77 +0\.00", mail.Text);
        Assert.Matches(@"Microsoft E0800ABC EUR +41,286\.15 +41,286\.15 +0\.00", mail.Text);
        Assert.Contains("Payments: RDS: \"Load test, ends Friday\"", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("not among the largest", mail.Text, StringComparison.Ordinal);
        Assert.Equal(["costguard-2026-10-acme-close-v1-FINAL.xlsx", "costguard-2026-10-journal-v1.csv"], mail.Attachments.Select(file => file.Name));
        Assert.Contains(mail.Pictures, picture => picture.Name == "bridge-chart");
        // Without a limit nothing says that unallocated cost is below one.
        Assert.Contains("Allocated: no limit is set", mail.Text.ReplaceLineEndings(" "), StringComparison.Ordinal);
        MailChecks.AllRules(mail);
    }

    [Fact]
    public void Render_RestatementIsCharged_IsSaidAndNotOpen()
    {
        const string Charged = "aws restated 2026-09 after its close by +12.50 USD: +12.50 charged in 2026-10 v1, nothing is left to book.";
        FinanceModel model = Model();
        MailDraft mail = FinanceMail.Render(model with { Closing = model.Closing! with { Charged = [Charged] } });
        string text = mail.Text.ReplaceLineEndings(" ");

        Assert.InRange(text.IndexOf(Charged, StringComparison.Ordinal), text.IndexOf("Restated earlier months", StringComparison.OrdinalIgnoreCase), text.IndexOf("Open items", StringComparison.OrdinalIgnoreCase));
        Assert.Contains("1 decision needed", text, StringComparison.Ordinal);
        MailChecks.AllRules(mail);
    }

    [Fact]
    public void Render_Closed_BridgeClosesToTheCent()
    {
        // 161,000.00 to 163,198.24: RDS +3,000.00, EC2 −1,000.00, S3 +198.24, all other 0.00.
        Assert.Contains(
            "Sep 2026 cost 161,000.00 USD, Oct 2026 163,198.24: Payments: RDS +3,000.00, Platform: S3 +198.24, Platform: EC2 -1,000.00, All other 0.00.",
            FinanceMail.Render(Model()).Text.ReplaceLineEndings(" "), StringComparison.Ordinal);
    }

    [Fact]
    public void Render_NotClosedYet_IsNeverCalledFinal()
    {
        MailDraft mail = FinanceMail.Render(Model(ClosingState.Reconciled));

        Assert.Equal("Oct 2026 preliminary (WD+4): 163k USD, 3.3% over", mail.Subject);
        Assert.Equal("finance/all/2026-10/1f2e3d4c5b6a", mail.Key);
        Assert.DoesNotContain("final", mail.Text[..mail.Text.IndexOf("Attached", StringComparison.Ordinal)], StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Missing: 1,980.00 of 79,200.00 USD is unallocated", mail.Text, StringComparison.Ordinal);
        MailChecks.AllRules(mail);
    }

    [Theory]
    [InlineData(false, "reconciled by fin@acme.test, not closed yet")]
    [InlineData(true, "reconciled by fin@acme.test, changed since")]
    public void Render_Reconciled_SaysWhetherTheSignatureIsOfTheseFigures(bool changed, string expected)
    {
        FinanceModel model = Model(ClosingState.Reconciled);
        MailDraft mail = FinanceMail.Render(model with { Closing = model.Closing! with { HasChanged = changed, Closing = model.Closing.Closing with { ReconciledBy = "fin@acme.test" } } });

        Assert.Contains(expected, mail.Text.ReplaceLineEndings(" "), StringComparison.Ordinal);
        MailChecks.AllRules(mail);
    }

    // One invoice's surplus of 40.00 does not pay what another one lacks.
    [Fact]
    public void Reconciled_DifferencesThatCancel_AreNotZero()
    {
        FinanceClosing closing = Model().Closing! with { Statements = [Statement("AWS", "A", Currency.Usd, 140m, 100m), Statement("AWS", "B", Currency.Usd, 60m, 100m)] };

        Assert.Equal("AWS 140.00 USD and AWS 60.00 USD reconciled, difference 80.00 USD without sign.", FinanceCloseBlocks.Reconciled(closing));
    }

    [Fact]
    public void Render_InvoiceWithoutAnExplanation_DoesNotTie()
    {
        MailDraft mail = FinanceMail.Render(Model(ClosingState.Reconciled, azureNet: 42_000m));
        Assert.Matches(@"Microsoft E0800ABC EUR +42,000\.00 +41,286\.15 +713\.85", mail.Text);
        Assert.Equal("does not tie", FinanceMail.Render(Model(azureNet: 42_000m)).Subject.Split(", ")[^1]);
    }

    private static InvoiceStatement Statement(string provider, string number, Currency currency, decimal net, decimal billed) => new()
    {
        Number = number,
        Invoice = new Invoice { Number = number, Currency = currency, Period = October, Date = new DateOnly(2026, 11, 3), Provider = provider, Net = net, Tax = 0m, By = "fin@acme.test", At = WorkedExample.Monday },
        Period = October,
        Provider = provider,
        Currency = currency,
        Billed = billed,
        Rows = 500,
        Items = [],
    };
}
