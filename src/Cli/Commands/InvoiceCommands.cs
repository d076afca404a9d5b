using System.CommandLine;
using CostGuard.Cli.Configuration;
using CostGuard.Cli.Configuration.Csv;
using CostGuard.Core.Close;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Reports;
using CostGuard.Core.Values;
using CostGuard.Report.Tables;

namespace CostGuard.Cli.Commands;

/// <summary>costguard invoice add|import|fetch|list|show|explain|remove; matching is in <see cref="InvoiceMatchCommands"/>.</summary>
public static class InvoiceCommands
{
    public static Command Build(Verbs verbs)
    {
        var flags = new InvoiceFlags();
        return Verbs.Group("invoice", "What did the provider bill, and does the data say the same?",
        [
            verbs.Ask("list", "List invoices beside the billing data: net − billed − explained = unexplained.", [flags.Months], (session, cancellationToken) => ListAsync(session, flags, cancellationToken)),
            verbs.Ask("show", "Show one invoice part by part.", [flags.Number, flags.Which], (session, cancellationToken) => ShowAsync(session, flags, cancellationToken)),
            verbs.Make(
                "add", "Record an invoice.", [flags.Number, flags.Month, flags.Date, flags.Currency, flags.Net, flags.Tax, flags.Provider, flags.Account, flags.Part, flags.By],
                (session, cancellationToken) => RecordAsync(session, [Typed(session, flags)], cancellationToken)),
            verbs.Make("import", "Record the invoices of a CSV file, all or none. What is recorded already is left.", [flags.File, flags.By], (session, cancellationToken) =>
                RecordAsync(session, Read(session, flags), cancellationToken)),
            InvoiceFetch.Build(verbs, flags),
            .. InvoiceMatchCommands.All(verbs, flags),
            verbs.Make(
                "explain", "Write down why an invoice and the data differ.", [flags.Number, flags.Reason, flags.Amount, flags.Text, flags.By, flags.Which],
                (session, cancellationToken) => ExplainAsync(session, flags, cancellationToken)),
            verbs.Make("remove", "Remove an invoice, or one explanation of it.", [flags.Number, flags.Explanation, flags.By, flags.Which], (session, cancellationToken) =>
                RemoveAsync(session, flags, cancellationToken)),
        ]);
    }

    private static async Task<int> ListAsync(Session session, InvoiceFlags flags, CancellationToken cancellationToken)
    {
        PeriodText months = session.Period(flags.Months);
        Snapshot snapshot = await session.SnapshotAsync(months, cancellationToken).ConfigureAwait(false);
        CloseBook book = await session.Room<ICloseStore>().ReadAsync(cancellationToken).ConfigureAwait(false);
        var statements = new List<InvoiceStatement>();
        IEnumerable<BillingPeriod> periods = snapshot.Loads.Select(load => load.Period).Concat(book.Invoices.Select(invoice => invoice.Period)).Distinct().Order();
        foreach (BillingPeriod period in periods.Where(period => months.Days.Contains(period.FirstDay)))
            statements.AddRange(await session.Room<CloseService>().StatementsAsync(snapshot, book, period, cancellationToken).ConfigureAwait(false));
        await session.AnswerAsync(InvoiceTable.List(statements, CostCommands.Facts(session, snapshot, months, null)), cancellationToken).ConfigureAwait(false);
        return 0;
    }

    private static async Task<int> ShowAsync(Session session, InvoiceFlags flags, CancellationToken cancellationToken)
    {
        (InvoiceStatement statement, ReportMeta meta) = await FindAsync(session, flags, cancellationToken).ConfigureAwait(false);
        await session.AnswerAsync(InvoiceTable.Show(statement, meta), cancellationToken).ConfigureAwait(false);
        return 0;
    }

    private static async Task<int> RecordAsync(Session session, IReadOnlyList<Invoice> invoices, CancellationToken cancellationToken)
    {
        _ = session.Configuration;
        int added = await session.Room<ICloseStore>().AddAsync(invoices, cancellationToken).ConfigureAwait(false);
        session.Screen.Line($"{Invariant.Text(added)} of {Invariant.Text(invoices.Count)} invoices are new; {Invariant.Text(invoices.Count - added)} were recorded already.");
        if (invoices.Count > 0) session.Screen.Line($"See if they tie: costguard invoice list --period {invoices[0].Period}");
        return 0;
    }

    private static IReadOnlyList<Invoice> Read(Session session, InvoiceFlags flags)
    {
        string path = Path.GetFullPath(session.Arguments.GetValue(flags.File)!, session.Surroundings.WorkingFolder);
        if (!File.Exists(path)) throw new CostGuardException(8, CommandErrors.BadArgument.At($"There is no file '{session.Arguments.GetValue(flags.File)}'."));
        List<Problem> problems = [];
        IReadOnlyList<Invoice> invoices = new InvoiceCsv(session.Arguments.GetValue(flags.By)!, session.Surroundings.Clock.GetUtcNow(), problems).Read(Path.GetFileName(path), File.ReadAllText(path));
        return problems.Count > 0 ? throw new CostGuardException(2, problems[0], [.. problems.Skip(1)]) : invoices;
    }

    private static Invoice Typed(Session session, InvoiceFlags flags)
    {
        string Text(Option<string> option) => session.Arguments.GetValue(option)!;
        if (!BillingPeriod.TryParse(Text(flags.Month), out BillingPeriod period)) throw Bad($"--period '{Text(flags.Month)}' is not a month such as 2026-10.");
        if (!Currency.TryParse(Text(flags.Currency), out Currency currency)) throw Bad($"--currency '{Text(flags.Currency)}' is not a currency code such as EUR.");
        var parts = new Dictionary<ExplainedReason, decimal>();
        foreach (string part in session.Arguments.GetValue(flags.Part) ?? [])
        {
            if (part.Split('=') is not [string word, string amount] || ExplainedReasons.Parse(word) is not { } reason || !ExplainedReasons.Parts.Contains(reason) || !parts.TryAdd(reason, Amount("--part", amount, currency)))
                throw Bad($"--part '{part}' is not PART=AMOUNT with one of {string.Join(", ", ExplainedReasons.Parts.Select(each => each.Word()))}, each once.");
        }

        return new Invoice
        {
            Number = session.Arguments.GetValue(flags.Number)!,
            Period = period,
            Currency = currency,
            Parts = parts,
            Date = InvoiceCsv.Day(Text(flags.Date)) ?? throw Bad($"--date '{Text(flags.Date)}' is not a day such as 2026-11-03."),
            Net = Amount("--net", Text(flags.Net), currency),
            Tax = Amount("--tax", Text(flags.Tax), currency),
            Provider = session.Arguments.GetValue(flags.Provider),
            BillingAccount = session.Arguments.GetValue(flags.Account),
            By = Text(flags.By),
            At = session.Surroundings.Clock.GetUtcNow(),
        };
    }

    private static async Task<int> ExplainAsync(Session session, InvoiceFlags flags, CancellationToken cancellationToken)
    {
        (InvoiceStatement statement, ReportMeta meta) = await FindAsync(session, flags, cancellationToken).ConfigureAwait(false);
        if (statement.Invoice is null) throw new CostGuardException(8, CloseErrors.NoSuchInvoice.At($"Invoice {statement.Number} is in the data, but not recorded."));
        string word = session.Arguments.GetValue(flags.Reason)!;
        ExplainedReason reason = ExplainedReasons.Parse(word) ?? throw Bad($"--reason '{word}' is none of {string.Join(", ", ExplainedReasons.Words)}.");
        decimal amount = Amount("--amount", session.Arguments.GetValue(flags.Amount)!, statement.Currency);
        decimal rounded = statement.Items.Where(item => item is { Reason: ExplainedReason.Rounding, Id: not null }).Sum(item => item.Amount) + amount;
        if (reason == ExplainedReason.Rounding && Math.Abs(rounded) > statement.Tolerance)
            throw new CostGuardException(2, CloseErrors.TooMuchRounding.At($"{Invariant.Exact(rounded)} {statement.Currency} is more than the tolerance of {Invariant.Exact(statement.Tolerance)} for {Invariant.Text((int)statement.Rows)} lines."));
        var explanation = new Explanation(0, statement.Invoice.Number, statement.Currency, reason, amount, session.Arguments.GetValue(flags.Text)!, session.Arguments.GetValue(flags.By)!, session.Surroundings.Clock.GetUtcNow());
        await session.Room<ICloseStore>().ExplainAsync(explanation, cancellationToken).ConfigureAwait(false);
        (InvoiceStatement now, _) = await FindAsync(session, flags, cancellationToken).ConfigureAwait(false);
        await session.AnswerAsync(InvoiceTable.Show(now, meta), cancellationToken).ConfigureAwait(false);
        return 0;
    }

    private static async Task<int> RemoveAsync(Session session, InvoiceFlags flags, CancellationToken cancellationToken)
    {
        _ = session.Configuration;
        ICloseStore store = session.Room<ICloseStore>();
        CloseBook book = await store.ReadAsync(cancellationToken).ConfigureAwait(false);
        Invoice invoice = One(book.Invoices, invoice => invoice.Number, invoice => invoice.Currency, session, flags);
        string by = session.Arguments.GetValue(flags.By)!;
        if (session.Arguments.GetValue(flags.Explanation) is { } id)
        {
            bool own = book.Explanations.Any(each => each.Id == id && each.Invoice == invoice.Number && each.Currency == invoice.Currency);
            if (!own || !await store.TakeBackAsync(id, by, session.Surroundings.Clock.GetUtcNow(), cancellationToken).ConfigureAwait(false))
                throw new CostGuardException(8, CloseErrors.NoSuchInvoice.At($"Invoice {invoice.Number} has no explanation {id.ToString(System.Globalization.CultureInfo.InvariantCulture)}."));
            session.Screen.Line($"Removed explanation {id.ToString(System.Globalization.CultureInfo.InvariantCulture)} of invoice {invoice.Number}.");
            return 0;
        }

        await store.RemoveAsync(invoice.Number, invoice.Currency, by, session.Surroundings.Clock.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        session.Screen.Line($"Removed invoice {invoice.Number} in {invoice.Currency}.");
        return 0;
    }

    private static async Task<(InvoiceStatement Statement, ReportMeta Meta)> FindAsync(Session session, InvoiceFlags flags, CancellationToken cancellationToken)
    {
        CloseBook book = await session.Room<ICloseStore>().ReadAsync(cancellationToken).ConfigureAwait(false);
        Invoice invoice = One(book.Invoices, each => each.Number, each => each.Currency, session, flags);
        Snapshot snapshot = await session.SnapshotAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<InvoiceStatement> statements = await session.Room<CloseService>().StatementsAsync(snapshot, book, invoice.Period, cancellationToken).ConfigureAwait(false);
        PeriodText month = PeriodText.Parse(invoice.Period.ToString(), session.AsOf, session.Configuration.Company);
        return (statements.Single(each => each.Number == invoice.Number && each.Currency == invoice.Currency), CostCommands.Facts(session, snapshot, month, null));
    }

    private static T One<T>(IEnumerable<T> all, Func<T, string> number, Func<T, Currency> currency, Session session, InvoiceFlags flags) =>
        One(all, number, currency, session.Arguments.GetValue(flags.Number)!, session.Arguments.GetValue(flags.Which));

    /// <summary>The only one with a number, and a currency where one is given.</summary>
    internal static T One<T>(IEnumerable<T> all, Func<T, string> number, Func<T, Currency> currency, string wanted, string? code)
    {
        T[] found = [.. all.Where(each => number(each) == wanted && (code is null || string.Equals(currency(each).Code, code, StringComparison.OrdinalIgnoreCase)))];
        return found.Length == 1 ? found[0] : throw new CostGuardException(8, CloseErrors.NoSuchInvoice.At(found.Length == 0
            ? $"There is no invoice {wanted}{(code is null ? "" : $" in {code}")}."
            : $"Invoice {wanted} is in {string.Join(" and ", found.Select(each => currency(each).Code))}: say which with --currency."));
    }

    private static decimal Amount(string option, string text, Currency currency) =>
        InvoiceCsv.Amount(text, currency) ?? throw Bad($"{option} '{text}' is not an amount in {currency}, such as 118402.77.");

    private static CostGuardException Bad(string message) => new(2, CommandErrors.BadArgument.At(message));
}
