using System.Globalization;
using CostGuard.Core.Close;
using CostGuard.Core.Values;
using CostGuard.Report.Charts;

namespace CostGuard.Report.Mails;

/// <summary>What the finance report says about the close (ux 3.5): three ticks, invoices, the bridge, owners' notes, what is open.</summary>
internal static class FinanceCloseBlocks
{
    public const string BridgeId = "bridge-chart";
    private const int StepsShown = 5, FaultsShown = 5, InvoicesShown = 30, OpenShown = 10;

    /// <summary>"ties to invoices", for the subject.</summary>
    public static string Ties(FinanceClosing closing) => closing switch
    {
        { TiesExactly: true } => "ties to invoices",
        { Statements.Count: 0 } => "no invoices",
        _ when closing.Statements.All(each => each.Result is StatementResult.Ties or StatementResult.Within) => "ties within tolerance",
        _ => "does not tie",
    };

    /// <summary>"AWS 118,402.77 USD and Azure 41,286.15 EUR reconciled, difference 0.00."</summary>
    public static string Reconciled(FinanceClosing closing)
    {
        InvoiceStatement[] all = [.. closing.Statements.Where(each => each.Invoice is not null)];
        if (all.Length == 0) return "No invoice is recorded.";
        if (all.Length > 2) return $"{Figures.Number(all.Length)} invoices reconciled, difference {Differences(all)}.";
        return $"{string.Join(" and ", all.Select(each => $"{each.Provider ?? each.Number} {Figures.Exact(each.Net, each.Currency)} {each.Currency}"))} reconciled, difference {Differences(all)}.";
    }

    /// <summary>"3 decisions needed.", "Nothing is open.": what the mail lists.</summary>
    public static string Needed(FinanceClosing closing) => closing.Open.Count switch { 0 => "Nothing is open.", 1 => "1 decision needed.", int count => $"{Figures.Number(count)} decisions needed." };

    public static TableBlock Ticks(FinanceClosing closing) => new("The three ticks", ["Tick", "Holds"],
        [.. closing.Ticks.Select(tick => (IReadOnlyList<string>)[$"{tick.Name}: {About(tick)}", tick.Holds ? "✓ YES" : closing.IsFinal ? "✓ SIGNED" : "! NOT YET"])],
        null);

    /// <summary>What keeps the ticks from holding; what was signed all the same is said, too.</summary>
    public static IEnumerable<MailBlock> Faults(FinanceClosing closing)
    {
        string[] faults = [.. closing.Ticks.SelectMany(tick => tick.Faults)];
        if (faults.Length == 0) yield break;
        string more = faults.Length > FaultsShown ? $" And {Figures.Number(faults.Length - FaultsShown)} more: costguard period reconcile {closing.Closing.Period} --dry-run." : "";
        yield return new TextBlock($"{(closing.IsFinal ? "Signed although: " : "Missing: ")}{string.Join(" ", faults.Take(FaultsShown))}{more}");
    }

    public static IEnumerable<MailBlock> Invoices(FinanceClosing closing)
    {
        InvoiceStatement[] all = [.. closing.Statements];
        if (all.Length == 0) yield break;
        yield return new HeadingBlock("Invoices");
        yield return new TableBlock("BilledCost beside the invoices, before tax; left is what nothing explains", ["Invoice", "Net", "Data", "Left"],
            [.. all.Take(InvoicesShown).Select(each => (IReadOnlyList<string>)
            [
                $"{each.Provider} {each.Number ?? "without a number"} {each.Currency}".Trim(),
                each.Invoice is null ? "–" : Figures.Exact(each.Net, each.Currency), Figures.Exact(each.Billed, each.Currency), Figures.Exact(each.Unexplained, each.Currency),
            ])], null);
        foreach (IGrouping<(ExplainedReason Reason, Currency Currency), ExplainedItem> reason in all.SelectMany(each => each.Items.Select(item => (Item: item, each.Currency))).GroupBy(pair => (pair.Item.Reason, pair.Currency), pair => pair.Item))
        {
            // Less than half a subunit is what rounding is, and no news.
            decimal amount = reason.Sum(item => item.Amount);
            if (decimal.Round(amount, reason.Key.Currency.MinorUnits, MidpointRounding.ToEven) == 0m) continue;
            yield return new TextBlock($"Explained by {reason.Key.Reason.Word()}: {Figures.Change(amount, reason.Key.Currency)} {reason.Key.Currency}.");
        }

        if (all.Length > InvoicesShown) yield return new TextBlock($"'costguard invoice list --period {closing.Closing.Period}' has all {Figures.Number(all.Length)} invoices.");
    }

    /// <summary>The picture of the way from the month before to this one; null without one.</summary>
    public static byte[]? Bridge(FinanceModel model) => Steps(model) is { } steps ? BridgeChart.Render(BridgeTitle(model), steps, model.Currency.Code) : null;

    public static ChartBlock BridgeBlock(FinanceModel model)
    {
        IReadOnlyList<BridgeStep> steps = Steps(model)!;
        string parts = string.Join(", ", steps.Skip(1).SkipLast(1).Select(step => $"{step.Label} {Figures.Change(step.Amount, model.Currency)}"));
        string alt = $"{steps[0].Label} cost {Figures.Exact(steps[0].Amount, model.Currency)} {model.Currency}, {steps[^1].Label} {Figures.Exact(steps[^1].Amount, model.Currency)}: {parts}.";
        return new ChartBlock(BridgeId, alt, BridgeChart.WidthPx / 2, BridgeChart.HeightPx(steps.Count) / 2);
    }

    /// <summary>What owners said about the largest changes.</summary>
    public static IEnumerable<MailBlock> Notes(FinanceModel model)
    {
        if (model is not { Closing: { } closing, Changes: { } changes }) yield break;
        var shown = ChangeRows.Largest(changes.Drivers, StepsShown).Select(driver => driver.Label).ToHashSet(StringComparer.Ordinal);
        foreach (OwnerNote note in closing.Notes.Where(note => shown.Contains(note.Label))) yield return new TextBlock($"{note.Label}: {note.Text}.");
    }

    public static IEnumerable<MailBlock> Open(FinanceClosing closing)
    {
        yield return new HeadingBlock("Open items and decisions");
        if (closing.Open.Count == 0) yield return new TextBlock("None.");
        else yield return new TextBlock(Needed(closing), Strong: true);
        foreach (string item in closing.Open.Take(OpenShown)) yield return new TextBlock(item);
        if (closing.Open.Count > OpenShown) yield return new TextBlock($"And {Figures.Number(closing.Open.Count - OpenShown)} more.");
    }

    private static IReadOnlyList<BridgeStep>? Steps(FinanceModel model)
    {
        if (model.Changes is not { } changes) return null;
        Currency currency = model.Currency;
        CostChange[] largest = [.. ChangeRows.Largest(changes.Drivers, StepsShown).Select(driver => ChangeRows.Shown(driver, currency)).OrderByDescending(driver => driver.Change)];
        decimal before = new Money(changes.Drivers.Sum(driver => driver.Before), currency).Rounded().Amount, now = new Money(changes.Drivers.Sum(driver => driver.Now), currency).Rounded().Amount;
        return
        [
            new BridgeStep(Month(changes.Before), before, IsTotal: true),
            .. largest.Select(driver => new BridgeStep(driver.Label, driver.Change, IsTotal: false)),
            new BridgeStep("All other", now - before - largest.Sum(driver => driver.Change), IsTotal: false),
            new BridgeStep(Month(changes.Now), now, IsTotal: true),
        ];
    }

    private static string BridgeTitle(FinanceModel model) => $"{model.Metric}Cost, {Month(model.Changes!.Before)} to {Month(model.Changes.Now)}";

    private static string Month(DayRange days) => days.Start.ToString("MMM yyyy", CultureInfo.InvariantCulture) + (days == DayRange.Of(BillingPeriod.Of(days.Start)) ? "" : $" to the {Figures.Number(days.End.AddDays(-1).Day)}.");

    private static string Differences(InvoiceStatement[] all)
    {
        // One invoice's surplus is no other one's lack.
        string[] left = [.. all.Where(each => each.Unexplained != 0m).GroupBy(each => each.Currency).Select(group => group.Select(each => Math.Sign(each.Unexplained)).Distinct().Count() == 1
            ? $"{Figures.Exact(group.Sum(each => each.Unexplained), group.Key)} {group.Key}"
            : $"{Figures.Exact(group.Sum(each => Math.Abs(each.Unexplained)), group.Key)} {group.Key} without sign")];
        return left.Length == 0 ? Figures.Exact(0, all[0].Currency) : string.Join(" and ", left);
    }

    private static string About(CloseTick tick) => tick.Name switch
    {
        "Complete" => "all sources, days and accounts are there, and billed",
        "Tied" => "each invoice ties to the data",
        // "no limit is set" holds, too, and is no word about how much is unallocated.
        "Allocated" => tick.Note.Length > 0 ? tick.Note : "unallocated cost is below the limit",
        _ => tick.Name,
    };
}
