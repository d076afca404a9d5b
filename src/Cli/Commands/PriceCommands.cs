using System.CommandLine;
using System.Globalization;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Reports;
using CostGuard.Core.Savings;
using CostGuard.Ledger.Usage;
using CostGuard.Report.Tables;

namespace CostGuard.Cli.Commands;

/// <summary>costguard price list|refresh.</summary>
public static class PriceCommands
{
    private const int BillDays = 14;

    public static Command Build(Verbs verbs)
    {
        var type = new Option<string?>("--type") { Description = "Types whose name starts so, the listed ones too: m5, m5.large.", HelpName = "NAME" };
        var from = new Option<string?>("--from") { Description = "A price list file of EC2 (index.csv, also .gz), or its https address.", HelpName = "FILE|URL" };
        var region = new Option<string?>("--region") { Description = "Download the public list of this region (some hundred MB).", HelpName = "REGION" };
        return Verbs.Group("price", "What an hour of each machine type costs, on the bill and on the list.",
        [
            verbs.Ask("list", "List what is paid for the types in use, beside their list prices.", [type], async (session, cancellationToken) =>
            {
                Snapshot data = await session.SnapshotAsync(cancellationToken).ConfigureAwait(false);
                TypeCatalogue catalogue = await session.Room<SavingService>().PricesAsync(data, BillDays, cancellationToken).ConfigureAwait(false);
                var meta = new ReportMeta(
                    data.Id.Value, data.DataThrough, "mixed", "ContractedCost", string.Create(CultureInfo.InvariantCulture, $"last {BillDays} days"), null, PeriodHint.Stale(data, session.AsOf, session.Configuration.Company.WarnAfter));
                await session.AnswerAsync(PriceTable.Build(catalogue, session.Arguments.GetValue(type), meta), cancellationToken).ConfigureAwait(false);
                return 0;
            }),
            verbs.Make("refresh", "Read newer AWS list prices into usage/types-aws-REGION.csv.", [from, region], async (session, cancellationToken) =>
            {
                string source = (session.Arguments.GetValue(from), session.Arguments.GetValue(region)) switch
                {
                    ({ Length: > 0 } named, null) => named,
                    (null, { Length: > 0 } of) when of.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '-') => $"https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/AmazonEC2/current/{of}/index.csv",
                    _ => throw new CostGuardException(2, CommandErrors.BadArgument.At("Say --from FILE, or --region REGION.")),
                };
                foreach ((string name, int types, string file) in await ReadAsync(session, source, cancellationToken).ConfigureAwait(false))
                    await session.Surroundings.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{types} prices of {name} are in {file}.")).ConfigureAwait(false);
                return 0;
            }),
        ]);
    }

    private static async Task<IReadOnlyList<(string Region, int Types, string File)>> ReadAsync(Session session, string source, CancellationToken cancellationToken)
    {
        if (!source.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        {
            if (!File.Exists(source)) throw new CostGuardException(8, SavingErrors.BadPriceFile.At($"There is no file '{source}'."));
            return await session.Room<PriceFile>().ImportAwsAsync(source, cancellationToken).ConfigureAwait(false);
        }

        string half = Path.Combine(Path.GetTempPath(), $"costguard-prices-{Guid.NewGuid():n}.csv");
        try
        {
            await DownloadAsync(session, source, half, cancellationToken).ConfigureAwait(false);
            return await session.Room<PriceFile>().ImportAwsAsync(half, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            File.Delete(half);
        }
    }

    private static async Task DownloadAsync(Session session, string source, string target, CancellationToken cancellationToken)
    {
        if (!session.Quiet) await session.Surroundings.Error.WriteLineAsync($"Downloading {source}; this takes minutes.").ConfigureAwait(false);
        try
        {
            using var client = new HttpClient { Timeout = TimeSpan.FromMinutes(30) };
            await using Stream content = await client.GetStreamAsync(new Uri(source), cancellationToken).ConfigureAwait(false);
            await using FileStream file = File.Create(target);
            await content.CopyToAsync(file, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException failure)
        {
            throw new CostGuardException(4, SavingErrors.BadPriceFile.At($"{source} cannot be read: {failure.Message}"));
        }
    }
}
