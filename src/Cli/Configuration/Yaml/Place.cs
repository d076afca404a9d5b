using System.Globalization;
using CostGuard.Core.Errors;

namespace CostGuard.Cli.Configuration.Yaml;

/// <summary>Where something is written: file relative to the home, line and column from 1 (in a CSV the column is the number of the field).</summary>
public readonly record struct Place(string File, int Line, int Column)
{
    public Problem Report(ErrorInfo info, string message, Severity severity = Severity.Error, string? fix = null) =>
        new(info.Code, severity, message, File, Line, Column.ToString(CultureInfo.InvariantCulture), fix ?? info.Fix);
}
