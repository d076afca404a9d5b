using System.CommandLine;
using CostGuard.Cli.Configuration;
using CostGuard.Core.Close;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Report.Tables;

namespace CostGuard.Cli.Commands;

/// <summary>costguard invoice match|unmatch: charges that are on no recorded invoice, and what people say about them.</summary>
internal static class InvoiceMatchCommands
{
    public static IEnumerable<Command> All(Verbs verbs, InvoiceFlags flags)
    {
        yield return verbs.Make(
            "match", "List charges without an invoice and invoices without charges, with suggestions; with NUMBER and --charges, confirm that they belong together. A suggestion alone changes no figure.",
            [flags.Matched, flags.Months, flags.Charges, flags.Why, flags.Who, flags.Which], (session, cancellationToken) => MatchAsync(session, flags, cancellationToken));
        yield return verbs.Make("unmatch", "Take a confirmed match back.", [flags.Match, flags.By], (session, cancellationToken) => RevokeAsync(session, flags, cancellationToken));
    }

    private static async Task<int> MatchAsync(Session session, InvoiceFlags flags, CancellationToken cancellationToken)
    {
        CloseBook book = await session.Room<ICloseStore>().ReadAsync(cancellationToken).ConfigureAwait(false);
        string[] charges = [.. (session.Arguments.GetValue(flags.Charges) ?? []).SelectMany(text => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Distinct(StringComparer.Ordinal)];
        if (session.Arguments.GetValue(flags.Matched) is not null) return await ConfirmAsync(session, flags, book, charges, cancellationToken).ConfigureAwait(false);
        if (charges.Length > 0) throw Bad("--charges needs the number of the invoice that they are on.");
        PeriodText months = session.Period(flags.Months);
        Snapshot snapshot = await session.SnapshotAsync(months, cancellationToken).ConfigureAwait(false);
        var boards = new List<MatchBoard>();
        IEnumerable<BillingPeriod> periods = snapshot.Loads.Select(load => load.Period).Concat(book.Invoices.Select(invoice => invoice.Period)).Distinct().Order();
        foreach (BillingPeriod period in periods.Where(period => months.Days.Contains(period.FirstDay)))
            boards.Add(await session.Room<CloseService>().BoardAsync(snapshot, book, period, cancellationToken).ConfigureAwait(false));
        await session.AnswerAsync(MatchTable.List(boards, CostCommands.Facts(session, snapshot, months, null)), cancellationToken).ConfigureAwait(false);
        return 0;
    }

    private static async Task<int> ConfirmAsync(Session session, InvoiceFlags flags, CloseBook book, string[] names, CancellationToken cancellationToken)
    {
        string number = session.Arguments.GetValue(flags.Matched)!;
        if (names.Length == 0) throw Bad($"Say which charges are on {number}: --charges NAME, as 'costguard invoice match' lists them.");
        string by = session.Arguments.GetValue(flags.Who) ?? throw Bad("Say who confirms it: --by WHO.");
        string text = session.Arguments.GetValue(flags.Why) ?? throw Bad("Say why they belong together: --text TEXT.");
        Invoice invoice = InvoiceCommands.One(book.Invoices, each => each.Number, each => each.Currency, number, session.Arguments.GetValue(flags.Which));
        Snapshot snapshot = await session.SnapshotAsync(cancellationToken).ConfigureAwait(false);
        MatchBoard board = await session.Room<CloseService>().BoardAsync(snapshot, book, invoice.Period, cancellationToken).ConfigureAwait(false);
        DateTimeOffset now = session.Surroundings.Clock.GetUtcNow();
        await session.Room<IInvoiceMatchStore>().AddAsync(
            [.. names.Select(name => Charges(board, name, invoice)).Select(home => new ConfirmedMatch { Period = board.Period, Charges = home.Charges, Invoice = invoice.Number, Billed = home.Billed, Text = text, By = by, At = now })],
            cancellationToken).ConfigureAwait(false);
        CloseBook after = await session.Room<ICloseStore>().ReadAsync(cancellationToken).ConfigureAwait(false);
        IReadOnlyList<InvoiceStatement> statements = await session.Room<CloseService>().StatementsAsync(snapshot, after, invoice.Period, cancellationToken).ConfigureAwait(false);
        PeriodText month = PeriodText.Parse(invoice.Period.ToString(), session.AsOf, session.Configuration.Company);
        await session.AnswerAsync(InvoiceTable.Show(statements.Single(each => each.Number == invoice.Number && each.Currency == invoice.Currency), CostCommands.Facts(session, snapshot, month, null)), cancellationToken).ConfigureAwait(false);
        return 0;
    }

    // What the data says itself is not overruled, and what somebody said is taken back first.
    private static ChargesHome Charges(MatchBoard board, string name, Invoice invoice)
    {
        ChargesHome home = board.Homes.FirstOrDefault(each => each.Charges.Name == name)
            ?? throw new CostGuardException(8, InvoiceErrors.CannotMatch.At($"{board.Period} has no charges {name}. Those without an invoice: {string.Join(", ", board.Open.Select(each => each.Charges.Name).DefaultIfEmpty("none"))}."));
        string? wrong = home.Charges.Currency != invoice.Currency ? $"are in {home.Charges.Currency}, invoice {invoice.Number} is in {invoice.Currency}"
            : home.Reason == ChargesReason.InvoiceId ? $"name invoice {home.Number}, which is recorded"
            : home.Match is { } match ? $"are matched to {match.Invoice} by {match.By}: costguard invoice unmatch {Invariant.Text((int)match.Id)} --by WHO"
            : null;
        return wrong is null ? home : throw new CostGuardException(9, InvoiceErrors.CannotMatch.At($"Charges {name} {wrong}."));
    }

    private static async Task<int> RevokeAsync(Session session, InvoiceFlags flags, CancellationToken cancellationToken)
    {
        _ = session.Configuration;
        long id = session.Arguments.GetValue(flags.Match);
        string number = id.ToString(System.Globalization.CultureInfo.InvariantCulture);
        if (!await session.Room<IInvoiceMatchStore>().RevokeAsync(id, session.Arguments.GetValue(flags.By)!, session.Surroundings.Clock.GetUtcNow(), cancellationToken).ConfigureAwait(false))
            throw new CostGuardException(8, InvoiceErrors.CannotMatch.At($"There is no match {number}."));
        session.Screen.Line($"Took match {number} back.");
        return 0;
    }

    private static CostGuardException Bad(string message) => new(2, CommandErrors.BadArgument.At(message));
}
