using System.Globalization;
using System.Text.Json;
using CostGuard.Core.Close;
using CostGuard.Core.Currencies;
using CostGuard.Core.Statements;
using CostGuard.Core.Values;

namespace CostGuard.Ledger.State;

/// <summary>Rows of the close and what they mean. Money is exact decimal text everywhere.</summary>
internal static class CloseRows
{
    private sealed record RateText(string Month, string From, string To, string Rate, string Source);

    private sealed record ChargesText(SpanText[] Spans, ChargeText[] Corrections);

    private sealed record SpanText(string Month, long From, long Until);

    private sealed record ChargeText(string Month, string Team, string Currency, string Billed, string Effective, bool Settles);

    private sealed record EarlierText(int Version, string? Snapshot, string? Evidence, string? ReconciledBy, string? ClosedBy, long ChangedAt, RateText[] Rates, LockedBudget[] Budgets, ChargesText? Charges);

    private sealed record OtherText(string Connection, string? Issuer, string Period, DateOnly Date, string Net, string Tax, long At, Dictionary<string, string> Parts);

    private sealed record PostedText(int Version, LineText[] Lines);

    private sealed record LineText(
        DateOnly Date, string Document, string Account, string? CostCentre, string? Team, string? Provider, string Debit, string Credit, string Currency, string Text, string? Statement);

    public static int Number(BillingPeriod period) => (period.FirstDay.Year * 100) + period.FirstDay.Month;

    public static BillingPeriod Period(int number) => BillingPeriod.Month(number / 100, number % 100);

    public static string Text(decimal amount) => ExactSum.Of(amount).ToString();

    public static InvoiceRow Of(Invoice invoice) => new()
    {
        Number = invoice.Number,
        Currency = invoice.Currency.Code,
        Period = Number(invoice.Period),
        Date = invoice.Date,
        Provider = invoice.Provider,
        BillingAccount = invoice.BillingAccount,
        Net = Text(invoice.Net),
        Tax = Text(invoice.Tax),
        OriginJson = OriginText(invoice.Origin),
        OtherwiseJson = OtherwiseText(invoice.Otherwise),
        By = invoice.By,
        At = invoice.At,
        PartsJson = JsonSerializer.Serialize(Text(invoice.Parts)),
    };

    public static Invoice Of(InvoiceRow row) => new()
    {
        Number = row.Number,
        Currency = Currency.Parse(row.Currency),
        Period = Period(row.Period),
        Date = row.Date,
        Provider = row.Provider,
        BillingAccount = row.BillingAccount,
        Net = Amount(row.Net),
        Tax = Amount(row.Tax),
        Origin = row.OriginJson is { } origin ? JsonSerializer.Deserialize<InvoiceOrigin>(origin) : null,
        Otherwise = row.OtherwiseJson is { } others ? Otherwise(others) : [],
        By = row.By,
        At = row.At,
        Parts = Parts(JsonSerializer.Deserialize<Dictionary<string, string>>(row.PartsJson)!),
    };

    public static string? OriginText(InvoiceOrigin? origin) => origin is null ? null : JsonSerializer.Serialize(origin);

    public static string? OtherwiseText(IReadOnlyList<OtherStatement> others) => others.Count == 0 ? null : JsonSerializer.Serialize(others.Select(each => new OtherText(
        each.Connection, each.Issuer, each.Period.ToString(), each.Date, Text(each.Net), Text(each.Tax), each.At.UtcTicks, Text(each.Parts))));

    private static OtherStatement[] Otherwise(string json) => [.. JsonSerializer.Deserialize<OtherText[]>(json)!.Select(each => new OtherStatement(
        each.Connection, each.Issuer, BillingPeriod.Parse(each.Period), each.Date, Amount(each.Net), Amount(each.Tax), new DateTimeOffset(each.At, TimeSpan.Zero)) { Parts = Parts(each.Parts) })];

    private static Dictionary<string, string> Text(IReadOnlyDictionary<ExplainedReason, decimal> parts) => parts.OrderBy(part => part.Key).ToDictionary(part => part.Key.Word(), part => Text(part.Value));

    private static Dictionary<ExplainedReason, decimal> Parts(Dictionary<string, string> parts) => parts.ToDictionary(part => ExplainedReasons.Parse(part.Key)!.Value, part => Amount(part.Value));

    public static InvoiceMatchRow Of(ConfirmedMatch match) => new()
    {
        Period = Number(match.Period),
        Charges = match.Charges.Name,
        InvoiceId = match.Charges.InvoiceId,
        Provider = match.Charges.Provider,
        BillingAccount = match.Charges.Account,
        Issuer = match.Charges.Issuer,
        Currency = match.Charges.Currency.Code,
        Invoice = match.Invoice,
        Billed = Text(match.Billed),
        Text = match.Text,
        By = match.By,
        At = match.At,
    };

    public static ConfirmedMatch Of(InvoiceMatchRow row) => new()
    {
        Id = row.Id,
        Period = Period(row.Period),
        Charges = new ChargesKey(row.InvoiceId, row.Provider, row.BillingAccount, row.Issuer, Currency.Parse(row.Currency)),
        Invoice = row.Invoice,
        Billed = Amount(row.Billed),
        Text = row.Text,
        By = row.By,
        At = row.At,
    };

    public static Explanation Of(ExplanationRow row) =>
        new(row.Id, row.Invoice, Currency.Parse(row.Currency), ExplainedReasons.Parse(row.Reason)!.Value, Amount(row.Amount), row.Text, row.By, row.At);

    public static Closing Of(ClosingRow row) => new()
    {
        Period = Period(row.Period),
        State = row.State,
        Version = row.Version,
        Snapshot = row.SnapshotId is { } id ? new SnapshotId(id) : null,
        Evidence = row.Evidence,
        ReconciledBy = row.ReconciledBy,
        ClosedBy = row.ClosedBy,
        Reason = row.Reason,
        ChangedAt = row.ChangedAt,
        Revision = row.Revision,
        Rates = Rates(JsonSerializer.Deserialize<RateText[]>(row.RatesJson)!),
        Budgets = JsonSerializer.Deserialize<LockedBudget[]>(row.BudgetsJson)!,
        Charges = row.ChargedJson is { } charged ? Charges(JsonSerializer.Deserialize<ChargesText>(charged)!) : null,
        Posted = row.PostedJson is { } posted ? Posted(posted) : [],
        Earlier = row.EarlierJson is { } earlier ? Earlier(Period(row.Period), earlier) : [],
    };

    public static void Write(ClosingRow row, Closing closing)
    {
        (row.State, row.Version, row.SnapshotId, row.Evidence) = (closing.State, closing.Version, closing.Snapshot?.Value, closing.Evidence);
        (row.ReconciledBy, row.ClosedBy, row.Reason, row.ChangedAt) = (closing.ReconciledBy, closing.ClosedBy, closing.Reason, closing.ChangedAt);
        row.RatesJson = JsonSerializer.Serialize(Text(closing.Rates));
        row.BudgetsJson = JsonSerializer.Serialize(closing.Budgets);
        row.ChargedJson = closing.Charges is { } charges ? JsonSerializer.Serialize(Text(charges)) : null;
        row.PostedJson = closing.Posted.Count == 0 ? null : Text(closing.Posted);
        row.EarlierJson = closing.Earlier.Count == 0 ? null : JsonSerializer.Serialize(closing.Earlier.Select(each => new EarlierText(
            each.Version, each.Snapshot?.Value, each.Evidence, each.ReconciledBy, each.ClosedBy, each.ChangedAt.UtcTicks, Text(each.Rates), [.. each.Budgets], each.Charges is { } own ? Text(own) : null)));
        row.Revision = closing.Revision + 1;
    }

    private static Closing[] Earlier(BillingPeriod period, string json) => [.. JsonSerializer.Deserialize<EarlierText[]>(json)!.Select(each => new Closing
    {
        Period = period,
        State = ClosingState.Closed,
        Version = each.Version,
        Snapshot = each.Snapshot is { } id ? new SnapshotId(id) : null,
        Evidence = each.Evidence,
        ReconciledBy = each.ReconciledBy,
        ClosedBy = each.ClosedBy,
        ChangedAt = new DateTimeOffset(each.ChangedAt, TimeSpan.Zero),
        Rates = Rates(each.Rates),
        Budgets = each.Budgets,
        Charges = each.Charges is { } charges ? Charges(charges) : null,
    })];

    private static RateText[] Text(IReadOnlyList<ExchangeRate> rates) => [.. rates.Select(rate => new RateText(rate.Month.ToString(), rate.From.Code, rate.To.Code, Text(rate.Rate), rate.Source))];

    private static ChargesText Text(ClosingCharges charges) => new(
        [.. charges.Spans.Select(span => new SpanText(span.Month.ToString(), span.From.UtcTicks, span.Until.UtcTicks))],
        [.. charges.Corrections.Select(each => new ChargeText(each.Month.ToString(), each.Team, each.Currency.Code, Text(each.Billed), Text(each.Effective), each.Settles))]);

    private static string Text(IReadOnlyList<PostedJournal> posted) => JsonSerializer.Serialize(posted.Select(each => new PostedText(
        each.Version,
        [
            .. each.Lines.Select(line => new LineText(
                line.Date, line.Document, line.Account, line.CostCentre, line.Team, line.Provider, Text(line.Debit), Text(line.Credit), line.Currency.Code, line.Text, line.Statement)),
        ])));

    private static PostedJournal[] Posted(string json) => [.. JsonSerializer.Deserialize<PostedText[]>(json)!.Select(each => new PostedJournal(
        each.Version,
        [
            .. each.Lines.Select(line => new JournalLine(
                line.Date, line.Document, line.Account, line.CostCentre, line.Team, line.Provider, Amount(line.Debit), Amount(line.Credit), Currency.Parse(line.Currency), line.Text) { Statement = line.Statement }),
        ]))];

    private static ClosingCharges Charges(ChargesText text) =>
        new(
            [.. text.Spans.Select(span => new ChargedSpan(BillingPeriod.Parse(span.Month), new DateTimeOffset(span.From, TimeSpan.Zero), new DateTimeOffset(span.Until, TimeSpan.Zero)))],
            [.. text.Corrections.Select(each => new LateCorrection(BillingPeriod.Parse(each.Month), each.Team, Currency.Parse(each.Currency), Amount(each.Billed), Amount(each.Effective)) { Settles = each.Settles })]);

    private static ExchangeRate[] Rates(RateText[] rates) => [.. rates
        .Select(rate => new ExchangeRate(RateKind.Actual, BillingPeriod.Parse(rate.Month), Currency.Parse(rate.From), Currency.Parse(rate.To), Amount(rate.Rate), rate.Source))];

    private static decimal Amount(string text) => decimal.Parse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);
}
