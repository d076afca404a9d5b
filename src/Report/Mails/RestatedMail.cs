using System.Globalization;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Report.Mails;

/// <summary>An amount of a restatement, exact.</summary>
/// <param name="Label">Team title, or account.</param>
/// <param name="Team">Teams that the account belonged to when the month was closed; null for teams themselves.</param>
/// <param name="Amount">Now − at the close.</param>
public sealed record RestatedPart(string Label, string? Team, decimal Amount);

/// <summary>A part that a closed month has charged to teams.</summary>
/// <param name="In">That month.</param>
/// <param name="Version">Version of its close.</param>
/// <param name="Amount">What it charged, exact.</param>
public sealed record ChargedPart(BillingPeriod In, int Version, decimal Amount);

/// <summary>What the notice about a restated closed month says. BilledCost in one currency, unrounded.</summary>
public sealed record RestatedModel
{
    public required BillingPeriod Period { get; init; }

    public required SourceKey Source { get; init; }

    public required Currency Currency { get; init; }

    public required decimal AtClose { get; init; }

    public required decimal Now { get; init; }

    /// <summary>The first open month: where a prior-period line is proposed.</summary>
    public required BillingPeriod Proposed { get; init; }

    /// <summary>What other months have charged of it.</summary>
    public IReadOnlyList<ChargedPart> Charged { get; init; } = [];

    /// <summary>How often the month was closed, and who closed it last.</summary>
    public required int Version { get; init; }

    public required string? ClosedBy { get; init; }

    /// <summary>The load that restates it; null when the source gives nothing for the month any more.</summary>
    public required LoadId? Load { get; init; }

    /// <summary>By team, by the accounts' teams when the month was closed; adds up with <see cref="Unassigned"/>.</summary>
    public required IReadOnlyList<RestatedPart> Teams { get; init; }

    public required IReadOnlyList<RestatedPart> Accounts { get; init; }

    /// <summary>By team, what moved between teams since the last charge while it adds up to nothing: whole subunits, as the month that charges it will post it.</summary>
    public IReadOnlyList<RestatedPart> Moved { get; init; } = [];

    public required string Company { get; init; }

    public required IReadOnlyList<string> To { get; init; }

    /// <summary>The snapshot that the month was closed with.</summary>
    public required SnapshotId Snapshot { get; init; }

    public required MailSettings Settings { get; init; }

    public decimal Difference => Now - AtClose;

    /// <summary>What no month has charged yet.</summary>
    public decimal Rest => Difference - Charged.Sum(part => part.Amount);

    /// <summary>True when the sum is as it was closed and only teams differ.</summary>
    public bool IsSameSum => Difference == 0m && Moved.Count > 0;

    /// <summary>What no account and team is named for.</summary>
    public decimal Unassigned => Difference - Teams.Sum(team => team.Amount);
}

/// <summary>To finance, once for each restatement of a closed month: how much, whose, and what can be done. The month itself stays as it was closed.</summary>
public static class RestatedMail
{
    /// <summary>Stable key of the mail.</summary>
    public const string Kind = "restated";

    private const int AccountsShown = 10, TeamsShown = 15;

    /// <summary>What it is about in a key: one mail for each load that restates the month, in each currency.</summary>
    public static string Key(RestatedModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return $"{Kind}/{model.Source}/{KeyPeriod(model)}/{model.Snapshot}";
    }

    /// <summary>The same for a reader who gets it alone.</summary>
    public static string Key(RestatedModel model, string reader)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(reader);
        return $"{Kind}/{reader.ToLowerInvariant()}+{model.Source}/{KeyPeriod(model)}/{model.Snapshot}";
    }

    /// <summary>The finished mail.</summary>
    public static MailDraft Render(RestatedModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        Currency currency = model.Currency;
        string change = model.IsSameSum ? Figures.Short(model.Moved.Where(team => team.Amount > 0m).Sum(team => team.Amount)) : model.Difference > 0 ? $"+{Figures.Short(model.Difference)}" : Figures.Short(model.Difference);
        var page = new MailPage(
            Figures.Cut($"{Title(model.Period)} restated{(model.IsSameSum ? "" : " after close")}: {change} {currency}{(model.IsSameSum ? " moved between teams" : "")}, {model.Source}", 60),
            Preheaders.Of(
            [
                $"Closed with {Figures.Exact(model.AtClose, currency)} {currency}, now {(model.IsSameSum ? "the same" : Figures.Exact(model.Now, currency))}.",
                model.Moved.Count > 0 ? $"Teams differ: {Title(model.Proposed)} charges it, or reopen the month." : model.Charged.Count == 0 ? $"Book it in {Title(model.Proposed)}, or reopen the month." : Rounded(model.Rest, currency) == 0m ? "All of it is charged." : $"Book {ToBook(model)} in {Title(model.Proposed)}, or reopen the month.",
                "The closed month has not changed.",
            ]),
            [.. Blocks(model)]);
        return new MailDraft
        {
            Kind = Kind,
            About = model.Source.Value,
            Period = KeyPeriod(model),
            Snapshot = model.Snapshot,
            FromName = $"CostGuard ({model.Company})",
            To = model.To,
            Subject = page.Title,
            Html = HtmlPart.Render(page),
            Text = TextPart.Render(page),
            Thread = $"{Kind} {model.Period}",
        };
    }

    private static string KeyPeriod(RestatedModel model) => $"{model.Period}-{model.Currency}-{model.Load?.Value ?? "gone"}";

    private static IEnumerable<MailBlock> Blocks(RestatedModel model)
    {
        Currency currency = model.Currency;
        string month = model.Period.FirstDay.ToString("MMMM yyyy", CultureInfo.InvariantCulture);
        yield return new TitleBlock($"{month} was restated after its close · {model.Company}", "! RESTATED", Tone.AtRisk);
        yield return new TextBlock(model.IsSameSum
            ? $"{model.Source} gives {Figures.Exact(model.Now, currency)} {currency} for {month}, as it was closed with (BilledCost), but of other teams. The closed month stays as it is in every report."
            : $"{model.Source} now gives {Figures.Exact(model.Now, currency)} {currency} for {month}, {Figures.Change(Rounded(model.Now, currency) - Rounded(model.AtClose, currency), currency)} against the {Figures.Exact(model.AtClose, currency)} that it was closed with (BilledCost). The closed month stays as it is in every report.",
            Strong: true);
        if (model.Moved.Count > 0) yield return MovedTable(model);
        if (!model.IsSameSum) yield return Table(model, "Teams", "Team", [.. model.Teams.OrderByDescending(part => Math.Abs(part.Amount)).ThenBy(part => part.Label, StringComparer.Ordinal)], TeamsShown);
        if (!model.IsSameSum || model.Accounts.Count > 0) yield return Table(model, "Accounts", "Account (team)", [.. model.Accounts.OrderByDescending(part => Math.Abs(part.Amount)).ThenBy(part => part.Label, StringComparer.Ordinal)], AccountsShown);
        yield return new HeadingBlock("What can be done");
        foreach (ChargedPart part in model.Charged)
            yield return new TextBlock($"{Figures.Change(Rounded(part.Amount, currency), currency)} {currency} of it is charged already: in the statements and the journal of {Title(part.In)}, version {Figures.Number(part.Version)}.");
        if (model.Moved.Count > 0)
            yield return new TextBlock($"The close of {Title(model.Proposed)} charges what moved: a prior-period line a team, {Figures.Exact(0m, currency)} {currency} in sum. costguard period journal {model.Proposed} shows them.");
        else
            yield return new TextBlock(model.Charged.Count > 0 && Rounded(model.Rest, currency) == 0m
            ? "Nothing is left to book: costguard period restatements lists what was charged."
            : $"Book {ToBook(model)} {currency} as a prior-period line in {Title(model.Proposed)}: costguard period restatements lists it.");
        yield return new TextBlock($"Or open the month again, reconcile and close it as version {Figures.Number(model.Version + 1)}: costguard period reopen {model.Period} --reason TEXT --by WHO");
        yield return new TextBlock($"Every changed service and account: costguard load list shows the loads, costguard load diff compares them{(model.Load is { } load ? $" (the new one is {load})" : "")}.");
        yield return new FooterBlock(Footer(model));
    }

    /// <summary>The largest parts, and the rest as one line: they add up to the difference, to the cent.</summary>
    private static TableBlock Table(RestatedModel model, string caption, string first, RestatedPart[] parts, int shown)
    {
        Currency currency = model.Currency;
        decimal total = Rounded(model.Now, currency) - Rounded(model.AtClose, currency);
        RestatedPart[] rows = [.. parts.Take(shown)];
        decimal rest = total - rows.Sum(part => Rounded(part.Amount, currency));
        return new TableBlock(
            $"{caption}, {currency}: now less at the close", [first, "Change"],
            [
                .. rows.Select(part => (IReadOnlyList<string>)[part.Team is null ? part.Label : $"{part.Label} ({part.Team})", Figures.Change(part.Amount, currency)]),
                .. rest == 0m && rows.Length == parts.Length ? [] : (IReadOnlyList<string>[])[["All other, with rounding", Figures.Change(rest, currency)]],
            ],
            ["Total", Figures.Change(total, currency)]);
    }

    private static TableBlock MovedTable(RestatedModel model)
    {
        RestatedPart[] teams = [.. model.Moved.OrderByDescending(part => part.Amount).ThenBy(part => part.Label, StringComparer.Ordinal)];
        return new TableBlock(
            $"Moved between teams, {model.Currency}: now less at the {(model.Charged.Count > 0 ? "last charge" : "close")}", ["Team", "Change"],
            [.. teams.Select(part => (IReadOnlyList<string>)[part.Label, Figures.Change(part.Amount, model.Currency)])],
            ["Total", Figures.Change(teams.Sum(part => part.Amount), model.Currency)]);
    }

    private static IReadOnlyList<string> Footer(RestatedModel model)
    {
        string reply = model.Settings.ReplyTo is { } address ? $" Questions: answer this mail, or write to {address}." : "";
        return
        [
            $"Version {Figures.Number(model.Version)} was closed by {model.ClosedBy ?? "nobody named"}. Teams are those that the accounts belonged to then.",
            $"Why you get this: you are named under finance in notifications/routing.yaml. One mail for each restatement; it cannot be left, since the books may depend on it.{reply}",
            $"{model.Company} · snapshot {model.Snapshot} · CostGuard {model.Settings.Version}",
        ];
    }

    // Whole subunits that add up with what was charged to the change that the mail tells.
    private static string ToBook(RestatedModel model) => Figures.Change(
        Rounded(model.Now, model.Currency) - Rounded(model.AtClose, model.Currency) - model.Charged.Sum(part => Rounded(part.Amount, model.Currency)), model.Currency);

    private static string Title(BillingPeriod period) => period.FirstDay.ToString("MMM yyyy", CultureInfo.InvariantCulture);

    private static decimal Rounded(decimal amount, Currency currency) => new Money(amount, currency).Rounded().Amount;
}
