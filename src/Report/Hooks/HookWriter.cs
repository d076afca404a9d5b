using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using CostGuard.Core.Alerts;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Report.Mails;

namespace CostGuard.Report.Hooks;

/// <summary>Makes the message of one notice for one endpoint. Same notice, same id: a receiver tells a second delivery by it.</summary>
public sealed class HookWriter(MailSettings settings)
{
    private static readonly IHookFormat[] Formats = [new StandardHook(), new SlackHook(), new TeamsHook()];

    // No escapes of letters: the receiver's log should be readable.
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The message of a letter to an endpoint; such a letter holds one notice.</summary>
    /// <exception cref="CostGuardException">CG2620: the endpoint is not configured (any more).</exception>
    public OutboxMessage Message(AlertContext context, AlertLetter letter)
    {
        string name = letter.Reader[WebhookEvents.ReaderFront.Length..];
        AlertItem item = letter.Items.Single();
        WebhookConfig endpoint = context.Configuration.Webhooks.FirstOrDefault(each => each.Name == name)
            ?? throw new CostGuardException(8, WebhookErrors.Unknown.At($"There is no webhook '{name}'."));
        return Message(endpoint, Told(context, item), item.Notice.Key, context.Snapshot.Id, context.AsOf);
    }

    /// <summary>A trial message.</summary>
    public OutboxMessage Trial(WebhookConfig endpoint, SnapshotId snapshot, string company, DateTimeOffset asOf)
    {
        string line = $"A trial message of CostGuard for {company}: webhook {endpoint.Name} is reached.";
        var told = new HookEvent(WebhookEvents.Test, asOf, [line], [], new JsonObject { ["company"] = company, ["webhook"] = endpoint.Name, ["snapshot"] = snapshot.Value }, settings.Pages);
        return Message(endpoint, told, string.Create(CultureInfo.InvariantCulture, $"test|{asOf.UtcTicks}"), snapshot, asOf);
    }

    /// <summary>News for every endpoint that wants it.</summary>
    /// <param name="endpoints">The configured ones.</param>
    /// <param name="told">What happened.</param>
    /// <param name="notice">What makes it one and the same, however often it is told: the message's id is made of it.</param>
    /// <param name="snapshot">The data.</param>
    public static IReadOnlyList<OutboxMessage> News(IReadOnlyList<WebhookConfig> endpoints, HookEvent told, string notice, SnapshotId snapshot) =>
        [.. endpoints.Where(endpoint => endpoint.Wants(told.Type, null)).Select(endpoint => Message(endpoint, told, notice, snapshot, told.At))];

    private static OutboxMessage Message(WebhookConfig endpoint, HookEvent told, string notice, SnapshotId snapshot, DateTimeOffset asOf)
    {
        string id = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{endpoint.Name}\n{told.Type}\n{notice}")))[..27];
        return new OutboxMessage
        {
            Key = $"{WebhookEvents.OutboxKind}/{endpoint.Name}/{told.Type}/{id}",
            MessageId = $"msg_{id}",
            Kind = WebhookEvents.OutboxKind,
            Subject = told.Lines[0],
            To = [WebhookEvents.ReaderOf(endpoint.Name)],
            Mime = JsonSerializer.SerializeToUtf8Bytes(Formats.Single(format => format.Format == endpoint.Format).Body(told), Json),
            Snapshot = snapshot,
            QueuedAt = asOf,
        };
    }

    private HookEvent Told(AlertContext context, AlertItem item)
    {
        string type = WebhookEvents.Of(item.Notice.Kind), company = context.Configuration.Company.Company;
        var data = new JsonObject
        {
            ["company"] = company,
            ["snapshot"] = context.Snapshot.Id.Value,
            ["dataThrough"] = Day(context.Snapshot.DataThrough),
        };
        if (AnomalyAlerts.IsAbout(item.Notice.Kind)) return Unusual(context, item, type, data);
        if (item.Status is null)
        {
            var words = new UnwatchedWords(context.Configuration, context.Snapshot, item.Unwatched);
            data["budgets"] = new JsonArray([.. item.Unwatched.Select(status => (JsonNode)status.Budget.Name)]);
            return new HookEvent(type, item.Notice.At, [words.Title(), words.Second()], [], data, settings.Pages);
        }

        return Budget(context, item, type, data);
    }

    private HookEvent Unusual(AlertContext context, AlertItem item, string type, JsonObject data)
    {
        var words = new AnomalyWords(BudgetAlertBuilder.Unusual(context.Configuration, item, null));
        data["team"] = AnomalyAlerts.TeamOf(item.Notice.Budget);
        if (item.Anomaly is { } now)
        {
            data["anomaly"] = now.Id;
            data["service"] = now.Scope.Service;
            data["account"] = now.Scope.Account;
            data["currency"] = now.Scope.Currency.Code;
            data["firstDay"] = Day(now.Event.Start);
            data["lastDay"] = Day(now.Event.Last);
            data["expected"] = Exact(now.Expected);
            data["actual"] = Exact(now.Actual);
            data["impact"] = Exact(now.Impact);
            data["severity"] = now.Severity.ToString().ToLowerInvariant();
        }

        IReadOnlyList<(string, string)> facts = item.Anomaly is { } known ? [.. words.Table().Rows.Select(row => (row[0], $"{row[1]} {known.Scope.Currency}"))] : [];
        return new HookEvent(type, item.Notice.At, [words.First(), words.Second()], facts, data, settings.Pages);
    }

    private HookEvent Budget(AlertContext context, AlertItem item, string type, JsonObject data)
    {
        Core.Budgets.BudgetStatus status = item.Status!;
        var alert = new BudgetAlertItem { Alert = item, TeamTitle = BudgetAlertBuilder.TitleOf(context.Configuration, status.Budget), Drivers = [], Notes = [], Why = "" };
        BudgetAlertWords words = BudgetAlertMail.Words(alert);
        data["team"] = status.Budget.Team.Value;
        data["budget"] = status.Budget.Name;
        data["periodStart"] = Day(status.Days.Start);
        data["periodEnd"] = Day(status.Days.End);
        data["currency"] = status.Budget.Currency.Code;
        data["metric"] = $"{status.Budget.Metric}Cost";
        data["amount"] = Exact(status.Amount);
        data["actual"] = Exact(status.Actual);
        data["forecastAtEnd"] = Exact(item.Outlook?.AtEnd);
        data["forecastLower80"] = Exact(item.Outlook?.Lower);
        data["forecastUpper80"] = Exact(item.Outlook?.Upper);
        data["thresholds"] = new JsonArray([.. item.Notice.Thresholds.Select(threshold => (JsonNode)threshold)]);
        IReadOnlyList<(string, string)> facts = [.. words.Table().Rows.Select(row => (row[0], $"{row[1]} {status.Budget.Currency}{(row[2] == "–" ? "" : $" ({row[2]})")}")), ("100 %", words.When())];
        return new HookEvent(type, item.Notice.At, [words.First(), words.Second()], facts, data, settings.Pages is { } web ? BudgetAlertMail.LinkTo(web, status, context.Snapshot.Id) : null);
    }

    private static string? Exact(decimal? amount) => amount?.ToString("0.##################", CultureInfo.InvariantCulture);

    private static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
