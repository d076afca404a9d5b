using System.CommandLine;
using CostGuard.Cli.Configuration;
using CostGuard.Core.Close;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Cli.Commands;

/// <summary>costguard invoice fetch: asks the providers for the invoices of a month and records them.</summary>
internal static class InvoiceFetch
{
    public static Command Build(Verbs verbs, InvoiceFlags flags, Func<Session, IReadOnlyList<Invoice>, CancellationToken, Task<int>> record)
    {
        var names = new Argument<string[]>("CONNECTION") { Description = "Connections; all that can be asked when none is named.", Arity = ArgumentArity.ZeroOrMore };
        return verbs.Make("fetch", "Ask AWS for the invoices of a month and record them. What is recorded already is left.", [names, flags.Month, flags.By], async (session, cancellationToken) =>
        {
            string month = session.Arguments.GetValue(flags.Month)!;
            if (!BillingPeriod.TryParse(month, out BillingPeriod period)) throw new CostGuardException(2, CommandErrors.BadArgument.At($"--period '{month}' is not a month such as 2026-10."));
            var invoices = new List<Invoice>();
            foreach ((Connection connection, IInvoiceSource source) in Asked(session, session.Arguments.GetValue(names) ?? []))
            {
                FetchedInvoices fetched = await source.FetchAsync(connection, period, session.Arguments.GetValue(flags.By)!, session.Surroundings.Clock.GetUtcNow(), cancellationToken).ConfigureAwait(false);
                session.Screen.Line($"{connection.Name}: {Invariant.Text(fetched.Invoices.Count)} invoices of {period}.");
                foreach (Problem note in fetched.Notes) await session.Surroundings.Error.WriteLineAsync(note.ToString()).ConfigureAwait(false);
                invoices.AddRange(fetched.Invoices);
            }

            // Two connections of one payer give the same invoices; a difference between them is refused when they are recorded.
            return await record(session, [.. invoices.DistinctBy(invoice => (invoice.Number, invoice.Currency))], cancellationToken).ConfigureAwait(false);
        });
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
