using System.Globalization;
using CostGuard.Core.Faults;
using CostGuard.Core.Ports;

namespace CostGuard.Report.Mails;

/// <summary>The notice to operators (ux 3.6): what broke, since when, whom it touches, why, and the one command to run. One for each subject.</summary>
public static class FaultMail
{
    /// <summary>Stable key of the mail.</summary>
    public const string Kind = "failure-notice";

    private const int TeamsNamed = 8;

    /// <summary>The finished mail.</summary>
    public static MailDraft Render(FaultMailModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var words = new FaultWords(model);
        var page = new MailPage(words.Subject(), words.Preheader(), [.. Blocks(model, words)]);
        string entry = Figures.Number(model.Fault.Entry);
        return new MailDraft
        {
            Kind = Kind,
            About = model.Fault.Subject.Replace(':', '-'),
            // The state's own count, not the data: the same notice has the same key whatever was loaded in between.
            Period = model.Kind switch
            {
                FaultNoticeKind.Broke => $"{entry}-broke",
                FaultNoticeKind.Recovered => $"{entry}-recovered",
                _ => $"{entry}-{model.AsOf.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}",
            },
            Snapshot = model.Snapshot,
            FromName = $"CostGuard ({model.Company})",
            To = model.To,
            Subject = page.Title,
            Html = HtmlPart.Render(page),
            Text = TextPart.Render(page),
            Thread = $"{model.Fault.Subject} {entry}",
        };
    }

    private static IEnumerable<MailBlock> Blocks(FaultMailModel model, FaultWords words)
    {
        bool over = model.Kind == FaultNoticeKind.Recovered;
        yield return new TitleBlock(words.Title(), over ? "✓ RESOLVED" : "▲ BROKEN", over ? Tone.Ok : Tone.Over);
        yield return new TextBlock(words.What(), Strong: true);
        yield return new HeadingBlock(over ? "What it touched" : "What it touches");
        yield return new TextBlock(words.Effect(TeamsNamed));
        foreach (string held in model.Held) yield return new TextBlock(held);
        if (!over)
        {
            yield return new HeadingBlock("Why");
            yield return new TextBlock($"{model.Fault.Code}: {model.CodeTitle}. {model.Fault.Message}");
            yield return new HeadingBlock("Run this");
            yield return new TextBlock(model.Command, Strong: true);
        }

        yield return new TableBlock("Attempts", ["What", "Value"], words.Attempts(), null);
        if (model.Fault.Log.Count > 0)
        {
            yield return new HeadingBlock("Log");
            yield return new LogBlock(model.Fault.Log);
        }

        if (!over) yield return new TextBlock($"Seen it, no more reminders until it works: costguard fault ack {model.Fault.Subject}");
        yield return new FooterBlock(words.Footer());
    }
}
