using System.Globalization;
using CostGuard.Core.Configuration;
using CostGuard.Core.Errors;
using CostGuard.Core.Reports;
using CostGuard.Core.Runs;

namespace CostGuard.Cli.Reports;

/// <summary>Makes the reports that reports/*.yaml define: asks the table, shapes it, writes the file.</summary>
public sealed class DefinedReports(CostGuardConfiguration configuration, Surroundings surroundings, IServiceProvider rooms, IEnumerable<IReportFormat> formats, ReportShelf shelf)
{
    private const string PeriodOption = "--period=";
    private const string UsualName = "costguard-{name}-{period}";

    /// <summary>The definition of a name; null when there is none.</summary>
    public ReportDefinition? Find(string name) => configuration.Reports.FirstOrDefault(report => report.Name == name);

    /// <summary>Writes one report.</summary>
    /// <param name="definition">What is made.</param>
    /// <param name="period">Months in place of the definition's, or null.</param>
    /// <param name="asOf">The moment that is judged.</param>
    /// <param name="cancellationToken">Stops it; no file is left then.</param>
    /// <returns>The file, and the table in it.</returns>
    /// <exception cref="CostGuardException">The table cannot be asked, or has no such column.</exception>
    public async Task<(FinishedReport File, ReportTable Table)> WriteAsync(ReportDefinition definition, string? period, DateTimeOffset asOf, CancellationToken cancellationToken)
    {
        ReportTable answered = await TableQuestions.Open()
            .AskAsync((definition.Table, Options(definition, period)), surroundings, rooms, configuration, asOf, cancellationToken).ConfigureAwait(false);
        ReportTable table = TableShape.Of(answered, definition);
        IReportFormat format = formats.First(each => each.Key == definition.Format);
        FinishedReport file = await shelf.WriteAsync(
            definition.Name, FileName(definition, table.Meta.Period, asOf), stream => format.WriteAsync(table, stream, cancellationToken), _ => Task.CompletedTask, cancellationToken).ConfigureAwait(false);
        return (file, table);
    }

    /// <summary>The file's name: what a file system may not like is a hyphen.</summary>
    public static string FileName(ReportDefinition definition, string period, DateTimeOffset asOf)
    {
        string name = (definition.FilePattern ?? UsualName)
            .Replace("{name}", definition.Name, StringComparison.Ordinal)
            .Replace("{asOf}", asOf.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("{period}", string.Join('-', period.Replace("→", "from", StringComparison.Ordinal).Split(
                period.Where(letter => !char.IsAsciiLetterOrDigit(letter) && letter is not ('.' or '-' or '_')).Distinct().ToArray(), StringSplitOptions.RemoveEmptyEntries)), StringComparison.Ordinal);
        string ending = definition.Format switch { "markdown" => ".md", "jsonl" => ".jsonl", string key => "." + key };
        return name.EndsWith(ending, StringComparison.OrdinalIgnoreCase) ? name : name + ending;
    }

    private static IReadOnlyList<string> Options(ReportDefinition definition, string? period)
    {
        if (period is null) return definition.Options;
        bool takes = TableQuestions.Open().Find(definition.Table)!.Options.Any(option => option.Name == "--period");
        if (!takes) throw new CostGuardException(2, CommandErrors.BadArgument.At($"The report '{definition.Name}' is made from 'costguard {definition.Table}', which takes no --period."));
        return [PeriodOption + period, .. definition.Options.Where(option => !option.StartsWith(PeriodOption, StringComparison.Ordinal))];
    }
}
