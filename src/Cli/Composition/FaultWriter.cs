using System.Data.Common;
using System.Globalization;
using System.Text.Json.Nodes;
using CostGuard.Core.Alerts;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Faults;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Report.Hooks;
using CostGuard.Report.Mails;
using CostGuard.Schedule;

namespace CostGuard.Cli.Composition;

/// <summary>Finds out what a fault touches, and brings Report's words about it to Publish's composer.</summary>
public sealed class FaultWriter(
    ILedger ledger, ISnapshotStore snapshots, ICostQueries costs, IMailComposer composer, MailSettings settings, CostGuardConfiguration configuration, Surroundings surroundings, PersonalMails personal) : IFaultWriter
{
    private static readonly string[] Collecting = ["collect", "daily"];
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(8);

    private readonly Lazy<Redaction> _redaction = new(() => Redaction.Of(Texts(configuration.Home), surroundings.Variables, configuration.Home));

    public string Clean(string text) => _redaction.Value.Clean(text);

    public async Task<IReadOnlyList<OutboxMessage>> MessagesAsync(FaultLetter letter, CancellationToken cancellationToken)
    {
        FaultMailModel model = await ModelAsync(letter, cancellationToken).ConfigureAwait(false);
        MailDraft draft = FaultMail.Render(model);
        // As each reader wants it, but not when: what broke does not wait for anybody's morning.
        IEnumerable<OutboxMessage> mails = letter.To.Count == 0 ? []
            : (await personal.OfAsync(draft, letter.AsOf, cancellationToken).ConfigureAwait(false)).Select(each => composer.Compose(each with { NotBefore = null }, letter.AsOf));
        return [.. mails, .. Told(letter, draft.Subject, model.Snapshot)];
    }

    // Programs are told once that it broke and once that it works again; the reminder is for people.
    private IReadOnlyList<OutboxMessage> Told(FaultLetter letter, string subject, SnapshotId snapshot)
    {
        if (letter.Kind == FaultNoticeKind.StillBroken) return [];
        Fault fault = letter.Fault;
        bool over = letter.Kind == FaultNoticeKind.Recovered;
        string type = fault.Connection is not null ? over ? WebhookEvents.CollectionRecovered : WebhookEvents.CollectionFailed
            : fault.Schedule is not null ? over ? WebhookEvents.ReportCaughtUp : WebhookEvents.ReportLate
            : over ? WebhookEvents.MailRecovered : WebhookEvents.MailFailed;
        var data = new JsonObject
        {
            ["company"] = configuration.Company.Company,
            ["subject"] = fault.Subject,
            ["connection"] = fault.Connection,
            ["schedule"] = fault.Schedule,
            ["code"] = fault.Code,
            ["message"] = fault.Message,
            ["since"] = fault.Since?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        };
        string notice = string.Create(CultureInfo.InvariantCulture, $"{fault.Subject}|{fault.Entry}");
        return HookWriter.News(configuration.Webhooks, new HookEvent(type, letter.AsOf, [subject], [], data, settings.Pages), notice, snapshot);
    }

    private async Task<FaultMailModel> ModelAsync(FaultLetter letter, CancellationToken cancellationToken)
    {
        Fault fault = letter.Fault;
        var model = new FaultMailModel
        {
            Fault = fault,
            Kind = letter.Kind,
            CodeTitle = ErrorCatalog.Find(fault.Code)?.Title ?? "It failed",
            Company = configuration.Company.Company,
            To = letter.To,
            // What broke is no matter of the data: the same notice is the same mail whatever was loaded.
            Snapshot = new SnapshotId("no-data"),
            AsOf = letter.AsOf,
            Command = CommandOf(fault),
            Settings = settings,
        };
        if (fault.Schedule is { } schedule)
            return model with { NextTry = configuration.Schedules.FirstOrDefault(each => each.Name == schedule) is { } late ? CronTimes.Next(late, letter.AsOf) : null };
        return fault.Connection is { } connection ? await OfConnectionAsync(model, connection, cancellationToken).ConfigureAwait(false) : model;
    }

    private async Task<FaultMailModel> OfConnectionAsync(FaultMailModel model, string connection, CancellationToken cancellationToken)
    {
        Load[] loads = [.. (await ledger.LoadsAsync(currentOnly: true, cancellationToken).ConfigureAwait(false)).Where(load => load.Source.Value == connection)];
        DateOnly? through = loads.Max(load => load.DataThrough);
        (string Text, string Short)[] held = model.Kind == FaultNoticeKind.Recovered ? [] : [.. Held(through, model.AsOf)];
        return model with
        {
            Through = through,
            Teams = await TeamsAsync(connection, loads, cancellationToken).ConfigureAwait(false),
            Held = [.. held.Select(each => each.Text)],
            HeldShort = held.Length == 0 ? null : held[0].Short,
            NextTry = configuration.Schedules
                .Where(schedule => schedule.Enabled && Collecting.Contains(schedule.Action) && (schedule.Arguments.Count == 0 || schedule.Arguments.Contains(connection)))
                .Select(schedule => CronTimes.Next(schedule, model.AsOf)).Min(),
        };
    }

    // A notice is more important than what it says about teams: what cannot be read now is left open.
    private async Task<IReadOnlyList<string>?> TeamsAsync(string connection, Load[] loads, CancellationToken cancellationToken)
    {
        if (loads.Length == 0) return [];
        try
        {
            Snapshot snapshot = await snapshots.CurrentAsync(configuration, cancellationToken).ConfigureAwait(false);
            var query = new CostQuery(DayRange.Of(loads.Max(load => load.Period)), [new Dimension("team")], [new CostFilter(new Dimension("source"), [connection])]);
            IReadOnlyList<CostRow> rows = await costs.QueryAsync(snapshot, query, cancellationToken).ConfigureAwait(false);
            HashSet<string?> ids = [.. rows.Where(row => row.Costs.Billed != 0 || row.Costs.Effective != 0).Select(row => row.Keys[0])];
            return [.. configuration.Teams.Where(team => ids.Contains(team.Id.Value)).Select(team => team.Title)];
        }
        catch (Exception failure) when (failure is CostGuardException or IOException or DbException)
        {
            return null;
        }
    }

    /// <summary>Mails of the coming week that will wait, since the data would be too old when they are due.</summary>
    private IEnumerable<(string Text, string Short)> Held(DateOnly? through, DateTimeOffset asOf)
    {
        foreach (ScheduleConfig schedule in configuration.Schedules.Where(schedule => schedule is { Enabled: true, WaitFor: not null }))
        {
            if (CronTimes.Next(schedule, asOf) is not { } due || due - asOf > Ahead) continue;
            if (through is { } day && due - new DateTimeOffset(day.AddDays(1), TimeOnly.MinValue, TimeSpan.Zero) <= schedule.WaitFor!.DataAge) continue;
            DateTimeOffset local = TimeZoneInfo.ConvertTime(due, CronTimes.Zone(schedule));
            string until = schedule.WaitFor!.Until.ToString("HH:mm", CultureInfo.InvariantCulture);
            yield return (
                string.Create(CultureInfo.InvariantCulture, $"{schedule.Name}, due {local:ddd d MMM HH:mm} ({schedule.TimeZone}), is held until {until} and then {(schedule.WaitFor.SendWithBanner ? "goes out with a banner" : "is withheld")}, unless newer data are there by then."),
                string.Create(CultureInfo.InvariantCulture, $"{schedule.Name} of {local:ddd HH:mm} is held until {until}"));
        }
    }

    private static string CommandOf(Fault fault) => fault switch
    {
        { Connection: { } connection } => $"costguard doctor --connection {connection}",
        { Schedule: { } schedule } => $"costguard schedule run {schedule}",
        _ => "costguard doctor --only mail",
    };

    private static IEnumerable<string> Texts(HomeFolder home)
    {
        foreach (string file in Directory.Exists(home.Combine("connections")) ? Directory.EnumerateFiles(home.Combine("connections"), "*.y*ml") : []) yield return File.ReadAllText(file);
        foreach (string file in (string[])["costguard.yaml", "appsettings.json"])
        {
            if (File.Exists(home.Combine(file))) yield return File.ReadAllText(home.Combine(file));
        }
    }
}
