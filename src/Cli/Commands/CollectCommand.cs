using System.CommandLine;
using System.Globalization;
using CostGuard.Cli.Composition;
using CostGuard.Cli.Terminal;
using CostGuard.Core.Close;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Runs;
using CostGuard.Core.Values;

namespace CostGuard.Cli.Commands;

/// <summary>costguard collect [CONNECTION…].</summary>
public static class CollectCommand
{
    public static Command Build(Verbs verbs)
    {
        var names = new Argument<string[]>("CONNECTION") { Description = "Connections to read. Default: all.", Arity = ArgumentArity.ZeroOrMore };
        var since = new Option<string?>("--since") { Description = "First billing month to read (2026-09). Default: the open month, those that may be restated, and what is missing.", HelpName = "MONTH" };
        Option<bool> dryRun = GlobalOptions.DryRun();
        return verbs.Make("collect", "Read the connections and seal what they give.", [names, since, dryRun], async (session, cancellationToken) =>
        {
            Connection[] chosen = Chosen(session, session.Arguments.GetValue(names) ?? []);
            BillingPeriod? first = session.Arguments.GetValue(since) is { } text
                ? BillingPeriod.TryParse(text, out BillingPeriod month) ? month : throw new CostGuardException(2, CommandErrors.BadArgument.At($"--since '{text}' is not a month such as 2026-09."))
                : null;
            if (session.Arguments.GetValue(dryRun))
            {
                foreach (CollectForecast forecast in await session.Room<CollectStage>().ForecastAsync(chosen, first, session.AsOf, cancellationToken).ConfigureAwait(false))
                    session.Screen.Line(Told(forecast));
                return 0;
            }

            IReadOnlyList<CollectResult> results;
            using (var progress = new ProgressLine(session.Surroundings, session.Quiet))
            {
                results = await session.Room<CollectStage>().RunAsync(chosen, first, session.AsOf, progress, cancellationToken).ConfigureAwait(false);
            }

            await LoadAnswer.WriteAsync(session, [.. results.SelectMany(result => result.Loads)], Summary(results), cancellationToken).ConfigureAwait(false);
            await session.Room<ArrivalNews>().QueueAsync(session.AsOf, cancellationToken).ConfigureAwait(false);
            await session.Room<IMailRoom>().DeliverAsync(cancellationToken).ConfigureAwait(false);
            CollectResult[] failed = [.. results.Where(result => result.Problem is not null)];
            foreach (CollectResult result in failed)
            {
                session.Screen.Note($"{result.Connection} failed; its earlier loads stay current.");
                ErrorPrinter.Print(session.Surroundings.Error, result.Problem!, withMore: true);
            }

            foreach ((string name, Problem problem) in results.SelectMany(result => result.Left.Select(problem => (result.Connection, problem))))
            {
                session.Screen.Note($"{name} is partial: the rest was read, this was not.");
                ErrorPrinter.Print(session.Surroundings.Error, problem, withMore: true);
            }

            foreach (Invoice each in (await session.Room<ICloseStore>().ReadAsync(cancellationToken).ConfigureAwait(false)).Invoices.Where(invoice => invoice.IsContradicted))
                ErrorPrinter.Print(session.Surroundings.Error, InvoiceErrors.Contradicted.At(InvoiceFetch.Told(new ContradictedInvoice(each, each.Otherwise[0])), null, null, null, Severity.Warning));

            if (failed.Length == results.Count && results.Count > 0) return 1;
            return results.All(result => result.Complete) ? 0 : 7;
        });
    }

    /// <summary>"1 of 4 sources complete", then each of the others with its reason.</summary>
    internal static IReadOnlyList<string> Summary(IReadOnlyList<CollectResult> results) =>
    [
        string.Create(CultureInfo.InvariantCulture, $"{results.Count(result => result.Complete)} of {results.Count} source{(results.Count == 1 ? "" : "s")} complete"),
        .. results.Where(result => result.Problem is not null).Select(result => $"{result.Connection} failed: {result.Problem!.Code} {result.Problem.Message}"),
        .. results.Where(result => result.Problem is null && result.Left.Count > 0).Select(result =>
            string.Create(CultureInfo.InvariantCulture, $"{result.Connection} is partial, {result.Left.Count} left out: {result.Left[0].Code} {result.Left[0].Message}")),
    ];

    private static string Told(CollectForecast forecast)
    {
        string periods = forecast.Periods.Count == 0 ? "no period" : forecast.Periods.Count == 1 ? $"{forecast.Periods[0]}" : $"{forecast.Periods[0]} to {forecast.Periods[^1]}";
        if (forecast.Estimate is not { } estimate) return $"{forecast.Connection}: no such provider";
        string price = estimate.Calls == 0
            ? "no paid call"
            : string.Create(CultureInfo.InvariantCulture, $"at least {estimate.Calls} calls, {estimate.Calls * estimate.PricePerCall:0.00} USD");
        return $"{forecast.Connection}: would read {periods}; {price} ({estimate.What})";
    }

    private static Connection[] Chosen(Session session, string[] names)
    {
        IReadOnlyList<Connection> all = session.Configuration.Connections;
        if (all.Count == 0) throw new CostGuardException(2, CommandErrors.BadArgument.At("There is no connection: add one to connections/, or use 'costguard import'."));
        string[] unknown = [.. names.Where(name => all.All(connection => connection.Name != name))];
        if (unknown.Length > 0)
            throw new CostGuardException(8, CommandErrors.BadArgument.At($"There is no connection '{unknown[0]}'. There are: {string.Join(", ", all.Select(connection => connection.Name))}."));
        return [.. all.Where(connection => names.Length == 0 || names.Contains(connection.Name))];
    }
}
