using CostGuard.Cli.Composition;
using CostGuard.Core.Allocate;
using CostGuard.Core.Currencies;
using CostGuard.Core.Errors;
using CostGuard.Core.Normalise;
using CostGuard.Core.Ports;
using CostGuard.Core.Reports;
using CostGuard.Core.Values;
using CostGuard.Ledger.Queries;

namespace CostGuard.Cli.Commands;

/// <summary>An answer about cost, in the bills' own currencies or all in one.</summary>
/// <param name="Rows">The groups.</param>
/// <param name="Used">Rates that they were converted with.</param>
/// <param name="Problems">What the lines could not tell.</param>
internal sealed record InCurrency(IReadOnlyList<CostRow> Rows, IReadOnlyList<ExchangeRate> Used, IReadOnlyCollection<Problem> Problems)
{
    // More rates than a reader takes in stand in 'costguard rate list'.
    private const int RatesNamed = 6;

    public static async Task<InCurrency> AskAsync(Session session, Snapshot snapshot, CostQuery query, string? code, CancellationToken cancellationToken)
    {
        ClosedConfigurations kept = session.Room<ClosedConfigurations>();
        var folding = new TagFolding(session.Configuration.Company.Tags);
        var queries = new TeamLineQueries(session.Room<ICostQueries>(), session.Room<OwnedLines>(), month => kept.Of(month), dimension => DimensionNames.IsOfLines(dimension, folding));
        if (code is null) return new InCurrency(await queries.QueryAsync(snapshot, query, cancellationToken).ConfigureAwait(false), [], queries.Problems);
        if (!Currency.TryParse(code, out Currency target)) throw new CostGuardException(2, CommandErrors.BadArgument.At($"--currency '{code}' is not a currency code such as USD."));
        IReadOnlyList<CostRow> rows = await queries.QueryAsync(snapshot, ConvertedRows.Ask(query), cancellationToken).ConfigureAwait(false);
        var converted = ConvertedRows.Of(rows, target, session.Configuration.Rates);
        return new InCurrency(converted.Rows, converted.Used, queries.Problems);
    }

    /// <summary>The facts with the rates named, no converted figure without them, and with what lines could not tell.</summary>
    public ReportMeta Tell(ReportMeta meta)
    {
        meta = meta with { Warnings = [.. meta.Warnings, .. Problems.Select(problem => $"{problem.Message} ({problem.Code})")] };
        if (Used.Count == 0) return meta;
        string named = string.Join("; ", Used.Take(RatesNamed).Select(rate => $"{rate.From}→{rate.To} {rate.Month} {Invariant(rate.Rate)} ({rate.Source})"));
        string more = Used.Count > RatesNamed ? $"; {Configuration.Invariant.Text(Used.Count - RatesNamed)} more in 'costguard rate list'" : "";
        return meta with { Warnings = [.. meta.Warnings, $"Converted at {named}{more}."] };
    }

    private static string Invariant(decimal rate) => Configuration.Invariant.Exact(rate);
}
