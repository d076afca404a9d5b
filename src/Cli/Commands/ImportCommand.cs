using System.CommandLine;
using System.Globalization;
using CostGuard.Cli.Composition;
using CostGuard.Cli.Terminal;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Values;

namespace CostGuard.Cli.Commands;

/// <summary>costguard import FILE… --source NAME: stores billing files given by hand.</summary>
public static class ImportCommand
{
    public static Command Build(Verbs verbs)
    {
        var files = new Argument<string[]>("FILE") { Description = "FOCUS files: .csv, .csv.gz, .parquet.", Arity = ArgumentArity.OneOrMore };
        var source = new Option<string>("--source") { Description = "Name of the source the files come from; a newer import of it replaces the same months.", HelpName = "NAME", Required = true };
        var period = new Option<string?>("--period") { Description = "Take only this billing month (2026-11); rows of other months are left out.", HelpName = "MONTH" };
        var assume = new Option<string[]>("--assume")
        {
            Description = "Fill a column the files lack: ServiceName=Unknown, EffectiveCost={BilledCost}, ChargePeriodEnd={ChargePeriodStart:+1d}, BillingPeriodStart={ChargePeriodStart:month}.",
            HelpName = "COLUMN=VALUE",
        };
        var rejected = new Option<long>("--max-rejected") { Description = "Rows that may be refused before the whole import is. Default 0.", HelpName = "ROWS" };
        return verbs.Make("import", "Store billing files given by hand, one sealed load a billing period.", [files, source, period, assume, rejected], async (session, cancellationToken) =>
        {
            _ = session.Configuration;
            SourceKey key = Source(session.Arguments.GetValue(source)!);
            BillingPeriod? only = session.Arguments.GetValue(period) is { } text ? Month(text) : null;
            var options = new ReadOptions(Assumptions(session.Arguments.GetValue(assume) ?? []), only, session.Arguments.GetValue(rejected));
            SourceFile[] inputs = [.. session.Arguments.GetValue(files)!.Select(name => Input(session, name))];

            IReadOnlyList<ImportedLoad> loads;
            using (var progress = new ProgressLine(session.Surroundings, session.Quiet))
            {
                loads = await session.Room<ILedger>().ImportAsync(key, inputs, options, progress, cancellationToken).ConfigureAwait(false);
            }

            await LoadAnswer.WriteAsync(session, loads, [], cancellationToken).ConfigureAwait(false);
            if (await session.Room<ArrivalNews>().QueueAsync(session.AsOf, cancellationToken).ConfigureAwait(false) > 0)
                await session.Room<IMailRoom>().DeliverAsync(cancellationToken).ConfigureAwait(false);
            return loads.Any(load => load.Load.RowsRejected > 0) ? 7 : 0;
        });
    }

    private static SourceKey Source(string name) => name.Length is > 0 and < 64 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.') && name[0] != '.'
        ? new SourceKey(name)
        : throw new CostGuardException(2, CommandErrors.BadArgument.At($"--source '{name}' must be letters, digits, '-', '_' or '.', at most 63 of them."));

    private static BillingPeriod Month(string text) => BillingPeriod.TryParse(text, out BillingPeriod month)
        ? month
        : throw new CostGuardException(2, CommandErrors.BadArgument.At($"--period '{text}' is not a month such as 2026-11."));

    private static Dictionary<string, string> Assumptions(string[] pairs)
    {
        var assumptions = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (string pair in pairs)
        {
            int equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals < 1) throw new CostGuardException(2, CommandErrors.BadArgument.At($"--assume '{pair}' must be COLUMN=VALUE."));
            assumptions[pair[..equals]] = pair[(equals + 1)..];
        }

        return assumptions;
    }

    private static SourceFile Input(Session session, string name)
    {
        string path = Path.GetFullPath(name, session.Surroundings.WorkingFolder);
        var file = new FileInfo(path);
        return file.Exists
            ? new SourceFile(path, name, file.Length)
            : throw new CostGuardException(2, CommandErrors.BadArgument.At(string.Create(CultureInfo.InvariantCulture, $"File '{name}' does not exist.")));
    }
}
