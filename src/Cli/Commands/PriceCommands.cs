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
        var from = new Option<string>("--from") { Description = "index.csv of AmazonEC2 for a region, also .gz.", HelpName = "FILE", Required = true };
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
            verbs.Make("refresh", "Read an AWS price list file into usage/types-aws-REGION.csv.", [from], async (session, cancellationToken) =>
            {
                string list = session.Arguments.GetValue(from)!;
                if (!File.Exists(list)) throw new CostGuardException(8, SavingErrors.BadPriceFile.At($"There is no file '{list}'."));
                foreach ((string name, int types, string file) in await session.Room<PriceFile>().ImportAwsAsync(list, cancellationToken).ConfigureAwait(false))
                    await session.Surroundings.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{types} prices of {name} are in {file}.")).ConfigureAwait(false);
                return 0;
            }),
        ]);
    }
}
