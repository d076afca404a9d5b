using System.Globalization;
using CostGuard.Core.Faults;

namespace CostGuard.Report.Mails;

/// <summary>The sentences of a failure notice.</summary>
internal sealed class FaultWords(FaultMailModel model)
{
    private const int SubjectMax = 60;

    private Fault Fault => model.Fault;

    private bool IsOver => model.Kind == FaultNoticeKind.Recovered;

    public string Subject()
    {
        if (Fault.Schedule is { } schedule)
            return Figures.Cut(IsOver ? $"Resolved: {schedule} goes out again" : $"ACTION: {schedule} {(model.Kind == FaultNoticeKind.StillBroken ? "still " : "")}did not go out by its hour", SubjectMax);
        if (Fault.Subject == Fault.Outbox) return IsOver ? "Resolved: mails arrive again" : $"ACTION: mails {(model.Kind == FaultNoticeKind.StillBroken ? "still " : "")}do not arrive";
        string name = Fault.Connection ?? Fault.Subject;
        if (IsOver) return Figures.Cut($"Resolved: {name} is read again{(model.Through is { } day ? $", data through {Figures.Day(day)}" : "")}", SubjectMax);
        string data = model.Through is null ? "gives no data" : $"data is {Age()} old";
        return Figures.Cut($"ACTION: {name} {data}, {Lower(model.CodeTitle)}", SubjectMax);
    }

    /// <summary>60 to 100 characters, as far as there is something to say.</summary>
    public string Preheader() => Preheaders.Of(
    [
        Fault.Connection is null ? IsOver ? "Nothing is held back any more." : $"{Fault.Code}: {model.CodeTitle}." : Affects(),
        model.HeldShort is { } held && !IsOver ? $"{held}." : IsOver ? $"It had been broken since {Instant(Fault.Since)}." : "No mail is held for it.",
        model.NextTry is { } next ? $"Next attempt {Instant(next)}." : $"Broken since {Instant(Fault.Since)}.",
        "The mail has the command to run.",
    ]);

    public string Title() => Fault switch
    {
        { Schedule: { } schedule } => IsOver ? $"{schedule} goes out again" : $"{schedule} did not go out",
        { Subject: Fault.Outbox } => IsOver ? "Mails arrive again" : "Mails do not arrive",
        _ => IsOver ? $"{Fault.Connection} is read again" : $"{Fault.Connection} cannot be read",
    };

    public string What()
    {
        string since = $"since {Instant(Fault.Since)}";
        string what = Fault switch
        {
            { Schedule: { } schedule } => IsOver ? $"{schedule} goes out again; it was late {since}." : $"{schedule} is late {since}.",
            { Subject: Fault.Outbox } => IsOver ? $"No mail is left in the outbox; some were {since}." : $"Mails are left in the outbox {since}.",
            _ => IsOver ? $"Connection {Fault.Connection} is read again; it could not be {since}." : $"Connection {Fault.Connection} cannot be read {since}.",
        };
        return Fault.Connection is null ? what : $"{what} {Data()}";
    }

    public string Effect(int namesMax)
    {
        if (Fault.Schedule is not null) return IsOver ? Fault.Message : "Its readers have not got it.";
        if (Fault.Connection is null) return IsOver ? "What had not arrived is in 'costguard mail log'." : "Readers may miss what is in 'costguard mail log'.";
        if (model.Teams is not { } teams) return "Which teams it touches cannot be told now.";
        if (teams.Count == 0) return "No team has cost from it in its newest month.";
        string more = teams.Count > namesMax ? $" and {Figures.Number(teams.Count - namesMax)} more" : "";
        return $"{Affects()[..^1]}: {string.Join(", ", teams.Take(namesMax))}{more}. {(IsOver ? "Their figures are complete again." : "Their figures end where its data end, and are marked.")}";
    }

    public IReadOnlyList<IReadOnlyList<string>> Attempts() =>
    [
        ["Last success", Instant(Fault.LastGood)],
        [IsOver ? "Was broken since" : "Broken since", Instant(Fault.Since)],
        ["Failed attempts", Figures.Number(Fault.Attempts)],
        ["Next attempt", model.NextTry is { } next ? Instant(next) : "none is scheduled"],
    ];

    public IReadOnlyList<string> Footer()
    {
        string reply = model.Settings.ReplyTo is { } address ? $" Questions: answer this mail, or write to {address}." : "";
        return
        [
            $"Why you get this: you are named under alerts: operators in notifications/routing.yaml, or stand in for them. One mail when it breaks, one a day while it stays so, one when it works again.{reply}",
            $"{model.Company} · CostGuard {model.Settings.Version}",
        ];
    }

    private string Affects() => model.Teams switch
    {
        null => "Which teams it touches cannot be told now.",
        { Count: 1 } => IsOver ? "It touched 1 team." : "It touches 1 team.",
        { } teams => $"It {(IsOver ? "touched" : "touches")} {Figures.Number(teams.Count)} teams.",
    };

    private string Data() => model.Through is { } day ? $"Its data end on {Figures.LongDay(day)} (UTC days){(IsOver ? "" : $", {Age()} ago")}." : "It has never given data.";

    /// <summary>From the end of the last complete day.</summary>
    private string Age()
    {
        TimeSpan age = model.AsOf - new DateTimeOffset(model.Through!.Value.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero);
        if (age < TimeSpan.Zero) age = TimeSpan.Zero;
        return age.TotalHours < 96 ? $"{Figures.Number((int)age.TotalHours)} h" : $"{Figures.Number((int)age.TotalDays)} days";
    }

    private static string Instant(DateTimeOffset? at) => at is { } known ? known.UtcDateTime.ToString("ddd d MMM yyyy HH:mm 'UTC'", CultureInfo.InvariantCulture) : "not known";

    // "AWS refused …" keeps its capitals, "The bucket …" does not.
    private static string Lower(string title) => title.Length > 1 && char.IsLower(title[1]) ? char.ToLowerInvariant(title[0]) + title[1..] : title;
}
