namespace CostGuard.Core.Configuration;

/// <summary>A report that is made from a table which a command answers: reports/NAME.yaml.</summary>
public sealed record ReportDefinition
{
    /// <summary>Name, and its folder below data/out/reports.</summary>
    public required string Name { get; init; }

    /// <summary>Title above the table; null keeps the table's own.</summary>
    public string? Title { get; init; }

    /// <summary>The command that answers: "cost show"; empty where workbooks are written.</summary>
    public string Table { get; init; } = "";

    /// <summary>Which workbooks are written; null for a report from a table.</summary>
    public WorkbookOrder? Workbook { get; init; }

    /// <summary>Its options, each as one word of a command line ("--by=service"), then "--" and its arguments.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>Keys of the columns shown, in order; empty shows all.</summary>
    public IReadOnlyList<PlacedWord> Columns { get; init; } = [];

    /// <summary>Keys of the columns by which rows are sorted, a minus before those that fall; empty keeps the table's order.</summary>
    public IReadOnlyList<PlacedWord> Sort { get; init; } = [];

    /// <summary>How many rows are shown, of each currency; the others are added up. Null shows all.</summary>
    public int? Top { get; init; }

    /// <summary>Key of the format: xlsx, csv, ….</summary>
    public required string Format { get; init; }

    /// <summary>Pattern of the file's name with {name}, {period} and {asOf}; null takes the usual one.</summary>
    public string? FilePattern { get; init; }

    /// <summary>File of the definition, relative to the home.</summary>
    public required string File { get; init; }
}

/// <summary>Workbooks that a definition asks for.</summary>
/// <param name="OfTeams">True: one of each team, with its own cost alone; false: the company's.</param>
/// <param name="Teams">Ids of the teams; empty is every team that has cost.</param>
/// <param name="Period">The month, as on the command line.</param>
public sealed record WorkbookOrder(bool OfTeams, IReadOnlyList<string> Teams, string Period);

/// <summary>A word of a file with its place, for errors that show only when the report is made.</summary>
/// <param name="Text">The word.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
public sealed record PlacedWord(string Text, int Line, int Column);
