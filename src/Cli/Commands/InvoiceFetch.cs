using System.CommandLine;
using System.Globalization;
using CostGuard.Cli.Configuration;
using CostGuard.Cli.Terminal;
using CostGuard.Core.Close;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Report.Tables;

namespace CostGuard.Cli.Commands;

/// <summary>costguard invoice fetch: asks the providers for the invoices of a month and records them.</summary>
internal static class InvoiceFetch
{
    private const int Partly = 7, Conflict = 9;

    public static Command Build(Verbs verbs, InvoiceFlags flags)
    {
        var names = new Argument<string[]>("CONNECTION") { Description = "Connections; all that can be asked when none is named.", Arity = ArgumentArity.ZeroOrMore };
        return verbs.Make(
            "fetch", "Ask AWS and Azure for the invoices of a month and record them. What is recorded already is left, what has changed since is told.", [names, flags.Month, flags.Replace, flags.By],
            (session, cancellationToken) => FetchAsync(session, flags, session.Arguments.GetValue(names) ?? [], cancellationToken));
    }

    private static async Task<int> FetchAsync(Session session, InvoiceFlags flags, string[] names, CancellationToken cancellationToken)
    {
        string month = session.Arguments.GetValue(flags.Month)!, by = session.Arguments.GetValue(flags.By)!;
        if (!BillingPeriod.TryParse(month, out BillingPeriod period)) throw new CostGuardException(2, CommandErrors.BadArgument.At($"--period '{month}' is not a month such as 2026-10."));
        (IReadOnlyList<FetchedInvoices> all, bool isWhole) = await AskAsync(session, Asked(session, names), period, by, cancellationToken).ConfigureAwait(false);
        FetchOutcome outcome = await session.Room<IFetchedInvoiceStore>().RecordAsync(
            Together(all), period, session.Arguments.GetValue(flags.Replace), by, session.Surroundings.Clock.GetUtcNow(), cancellationToken).ConfigureAwait(false);
        Tell(session, outcome);
        if (outcome.Added + outcome.Same + outcome.Changed.Count > 0)
        {
            session.Screen.Line($"See if they tie: costguard invoice list --period {period}");
            session.Screen.Line($"Charges without an invoice: costguard invoice match --period {period}");
        }

        return outcome.Changed.Any(each => each.Kept is not null) || outcome.Contradicted.Count > 0 ? Conflict : isWhole ? 0 : Partly;
    }

    /// <summary>Asks each connection. One that refuses does not take away what the others gave; when none gave anything, that is the refusal.</summary>
    private static async Task<(IReadOnlyList<FetchedInvoices> All, bool IsWhole)> AskAsync(
        Session session, List<(Connection Connection, IInvoiceSource Source)> asked, BillingPeriod period, string by, CancellationToken cancellationToken)
    {
        var all = new List<FetchedInvoices>();
        var refused = new List<CostGuardException>();
        foreach ((Connection connection, IInvoiceSource source) in asked)
        {
            FetchedInvoices fetched;
            try
            {
                fetched = await source.FetchAsync(connection, period, by, session.Surroundings.Clock.GetUtcNow(), cancellationToken).ConfigureAwait(false);
            }
            catch (CostGuardException refusal)
            {
                refused.Add(refusal);
                if (asked.Count > 1) session.Screen.Line($"{connection.Name}: refused, {refusal.Problem.Code}.");
                continue;
            }

            session.Screen.Line($"{connection.Name}: {Invariant.Text(fetched.Invoices.Count)} invoices of {period}.");
            foreach (Problem note in fetched.Notes) await session.Surroundings.Error.WriteLineAsync(note.ToString()).ConfigureAwait(false);
            all.Add(fetched);
        }

        if (all.Count == 0) throw refused.Count == 1 ? refused[0] : new CostGuardException(refused[0].ExitCode, refused[0].Problem, [.. refused.SelectMany(each => each.Problems).Skip(1)]);
        foreach (CostGuardException refusal in refused) ErrorPrinter.Print(session.Surroundings.Error, refusal);
        return (all, refused.Count == 0 && !all.Any(each => each.Notes.Any(note => note.Severity == Severity.Error)));
    }

    private static void Tell(Session session, FetchOutcome outcome)
    {
        int otherwise = outcome.Changed.Count(each => each.Recorded is not null), late = outcome.Changed.Count - otherwise;
        session.Screen.Line($"{Invariant.Text(outcome.Added)} of {Invariant.Text(outcome.Added + outcome.Same + outcome.Changed.Count)} invoices are new; {Invariant.Text(outcome.Same)} were recorded already"
            + $"{(otherwise > 0 ? $"; {Invariant.Text(otherwise)} are recorded otherwise" : "")}{(late > 0 ? $"; {Invariant.Text(late)} came after the close and are not recorded" : "")}.");
        foreach (ContradictedInvoice each in outcome.Contradicted) session.Surroundings.Error.WriteLine(InvoiceErrors.Contradicted.At(Told(each), null, null, null, Severity.Warning).ToString());
        foreach (ChangedInvoice each in outcome.Changed) session.Surroundings.Error.WriteLine(InvoiceErrors.Changed.At(Told(each), null, null, null, Severity.Warning).ToString());
    }

    internal static string Told(ContradictedInvoice each) => $"Invoice {each.Recorded.Number}: {each.Recorded.Origin?.Connection} states {InvoiceTable.Stated(OtherStatement.Of(each.Recorded), each.Recorded.Currency)}; {each.Other.Connection} states {InvoiceTable.Stated(each.Other, each.Recorded.Currency)}.";

    // Two connections of one account give the same invoices: the store counts each once, and must hear of all that one says otherwise, or says no longer.
    private static FetchedInvoices Together(IReadOnlyList<FetchedInvoices> all) =>
        new([.. all.SelectMany(each => each.Invoices)], []) { Voided = [.. all.SelectMany(each => each.Voided).Distinct(StringComparer.Ordinal)] };

    private static string Told(ChangedInvoice each)
    {
        string Words(Invoice invoice) => $"{invoice.Period}, {invoice.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}, net {Invariant.Exact(invoice.Net)}, tax {Invariant.Exact(invoice.Tax)} {invoice.Currency}{string.Concat(invoice.Parts.OrderBy(part => part.Key).Select(part => $", {part.Key.Word()} {Invariant.Exact(part.Value)}"))}";
        if (each.Recorded is null) return $"Invoice {each.Now!.Number} is not recorded, now {Words(each.Now)}: it stays so, since {each.Kept}.";
        string now = each.Now is null ? "void now" : $"now {Words(each.Now)}";
        return $"Invoice {each.Recorded.Number} is recorded as {Words(each.Recorded)}, {now}: {(each.Kept is null ? each.Now is null ? "removed" : "replaced" : $"it stays as recorded, since {each.Kept}")}.";
    }

    private static List<(Connection Connection, IInvoiceSource Source)> Asked(Session session, string[] names)
    {
        IInvoiceSource[] sources = [.. session.RoomsOf<IInvoiceSource>()];
        var asked = new List<(Connection, IInvoiceSource)>();
        foreach (string name in names.Where(name => session.Configuration.Connections.All(connection => connection.Name != name)))
            throw new CostGuardException(8, CommandErrors.BadArgument.At($"There is no connection '{name}'."));
        foreach (Connection connection in session.Configuration.Connections.Where(connection => names.Length == 0 || names.Contains(connection.Name)))
        {
            if (sources.FirstOrDefault(source => source.Reads(connection)) is { } source) asked.Add((connection, source));
            else if (names.Length > 0) throw new CostGuardException(2, CloseErrors.CannotFetch.At($"Connection '{connection.Name}' ({connection.Provider}) cannot be asked for invoices."));
        }

        return asked.Count > 0 ? asked : throw new CostGuardException(2, CloseErrors.CannotFetch.At("No connection can be asked for invoices."));
    }
}
