using CostGuard.Core.Alerts;
using CostGuard.Core.Anomalies;
using CostGuard.Core.Ports;
using CostGuard.Report.Charts;

namespace CostGuard.Report.Mails;

/// <summary>Unusual cost in an alert mail (ux 3.4): what, where, since when; usual against actual; likely causes; what to do; how it was found.</summary>
internal static class AnomalyBlocks
{
    /// <summary>Stable key of a mail that is about anomalies alone.</summary>
    public const string Kind = "anomaly-alert";

    private const string ChartId = "anomaly-chart";
    private const int ChartDays = 30;

    /// <summary>The picture of a mail about one anomaly.</summary>
    public static IReadOnlyList<MailPart> Pictures(BudgetAlertModel model) => Pictured(model) is { } anomaly
        ? [new MailPart(ChartId, "image/png", BandChart.Render(Figures.Cut(new AnomalyWords(model.Anomalies[0]).What(), 60), [.. anomaly.Course.TakeLast(ChartDays)], anomaly.Scope.Currency.Code))]
        : [];

    /// <summary>Everything about the model's anomalies; a single one gets the whole page.</summary>
    public static IEnumerable<MailBlock> Of(BudgetAlertModel model)
    {
        bool alone = model.Items.Count == 0 && model.Anomalies.Count == 1;
        foreach (AnomalyAlertItem item in model.Anomalies)
        {
            var words = new AnomalyWords(item);
            yield return alone ? Title(item, words) : new HeadingBlock(words.First());
            yield return new TextBlock(words.Second(), Strong: alone);
            if (item.Anomaly is null || item.Kind == AlertNoticeKind.AnomalyOver) continue;
            if (alone && Pictured(model) is not null) yield return new ChartBlock(ChartId, words.Second(), BandChart.WidthPx / 2, BandChart.HeightPx / 2);
            yield return words.Table();
            if (words.Causes() is { } causes)
            {
                if (alone) yield return new HeadingBlock("Where it likely comes from");
                yield return causes;
            }

            yield return new TextBlock(words.Actions());
            yield return new TextBlock(words.How());
        }
    }

    private static TitleBlock Title(AnomalyAlertItem item, AnomalyWords words) => item.Kind == AlertNoticeKind.AnomalyOver
        ? new TitleBlock(words.First(), "✓ RESOLVED", Tone.Ok)
        : new TitleBlock(words.First(), $"! {item.Anomaly?.Severity.ToString().ToUpperInvariant()}", item.Anomaly?.Severity >= AnomalySeverity.High ? Tone.Over : Tone.AtRisk);

    private static Anomaly? Pictured(BudgetAlertModel model) =>
        model is { Items.Count: 0, Anomalies: [{ Kind: not AlertNoticeKind.AnomalyOver, Anomaly: { Course.Count: > 1 } anomaly }] } ? anomaly : null;
}
