using System.Globalization;
using CostGuard.Cli.Terminal;
using CostGuard.Core.Errors;
using CostGuard.Core.Ports;
using CostGuard.Core.Reports;
using CostGuard.Report.Tables;

namespace CostGuard.Cli.Commands;

/// <summary>What an import or a collection stored.</summary>
public static class LoadAnswer
{
    /// <param name="session">Where it goes.</param>
    /// <param name="imported">The loads.</param>
    /// <param name="summary">How the whole went, the headline first. Machine formats have it among the warnings.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public static async Task WriteAsync(Session session, IReadOnlyList<ImportedLoad> imported, IReadOnlyList<string> summary, CancellationToken cancellationToken)
    {
        ImportedLoad[] ordered = [.. imported.OrderBy(load => load.Load.Source).ThenBy(load => load.Load.Period)];
        ReportTable table = LoadTable.Build([.. ordered.Select(load => load.Load)], LoadCommands.Facts([.. ordered.Select(load => load.Load)]));
        bool person = session.OutputFormat == "table";
        await session.AnswerAsync(person ? table : table with { Meta = table.Meta with { Warnings = [.. table.Meta.Warnings, .. summary] } }, cancellationToken).ConfigureAwait(false);
        if (person && summary.Count > 0) session.Screen.Line($"\n{summary[0]}.");
        if (session.Quiet) return;
        int unchanged = ordered.Count(load => load.Unchanged);
        int replaced = ordered.Count(load => load.Replaced is not null);
        session.Screen.Note(string.Create(CultureInfo.InvariantCulture, $"{ordered.Length - unchanged} sealed, {replaced} of them replace an earlier load, {unchanged} unchanged."));
        foreach (ImportedLoad load in ordered.Where(load => !load.Unchanged))
        {
            foreach (Problem problem in load.Load.Problems.Take(10)) ErrorPrinter.Print(session.Surroundings.Error, problem);
            if (load.Load.Problems.Count > 10) session.Screen.Note($"… and {load.Load.Problems.Count - 10} more: costguard load show {load.Load.Id}");
        }
    }
}
