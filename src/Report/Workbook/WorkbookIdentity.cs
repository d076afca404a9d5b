using System.Text.RegularExpressions;
using CostGuard.Core.Values;
using DocumentFormat.OpenXml.Packaging;

namespace CostGuard.Report.Workbook;

/// <summary>What a workbook says it is, in the keywords of its document properties.</summary>
/// <param name="Report">Which report: "finance 2026-11".</param>
/// <param name="Snapshot">Snapshot id.</param>
/// <param name="Version">Version of CostGuard that wrote it.</param>
/// <param name="Content">Mark of its content as it was written; empty in files from before there was one.</param>
public sealed partial record WorkbookIdentity(string Report, string Snapshot, string Version, string Content = "")
{
    /// <summary>Signs of a content mark: 64 bits of a hash, enough to tell the files of one report apart.</summary>
    public const int ContentLength = 16;

    private const string FinanceWord = "finance";

    /// <summary>"finance 2026-11".</summary>
    public static string Finance(BillingPeriod period) => $"{FinanceWord} {period}";

    /// <summary>"team payments 2026-11".</summary>
    public static string OfTeam(string team, BillingPeriod period) => $"team {team} {period}";

    /// <summary>The team of a team's workbook; null for another report.</summary>
    public string? Team => Report.Split(' ') is ["team", string team, _] ? team : null;

    /// <summary>The month that a report's name ends with; null when it has none.</summary>
    public BillingPeriod? Period => BillingPeriod.TryParse(Report.Split(' ')[^1], out BillingPeriod period) ? period : null;

    /// <summary>"snapshot:01ab;report:finance 2026-11;version:0.1.0"; the mark follows when the content is known.</summary>
    public string Keywords => $"snapshot:{Snapshot};report:{Report};version:{Version}{(Content.Length > 0 ? ContentKeyword(Content) : "")}";

    /// <summary>";content:0123456789abcdef".</summary>
    public static string ContentKeyword(string content) => $";content:{content}";

    /// <summary>Reads keywords, also as another program keeps them: LibreOffice makes spaces of the signs between them. Null when they are not ours.</summary>
    public static WorkbookIdentity? Parse(string keywords)
    {
        string? Word(string name) => Keyword().Matches(keywords).FirstOrDefault(match => match.Groups["name"].Value == name)?.Groups["value"].Value;
        return Word("report") is { Length: > 0 } report && Word("snapshot") is { Length: > 0 } snapshot ? new WorkbookIdentity(report, snapshot, Word("version") ?? "", Word("content") ?? "") : null;
    }

    [GeneratedRegex(@"(?<name>snapshot|report|version|content)[:\s]\s*(?<value>.*?)(?=[;,\s]+(snapshot|report|version|content)[:\s]|[;,\s]*$)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Keyword();

    /// <summary>Reads the properties of a file; null when it is no workbook, or none of ours.</summary>
    public static WorkbookIdentity? Read(Stream file)
    {
        try
        {
            using SpreadsheetDocument book = SpreadsheetDocument.Open(file, isEditable: false);
            return Parse(book.PackageProperties.Keywords ?? "");
        }
        catch (Exception error) when (error is FileFormatException or OpenXmlPackageException or InvalidDataException or System.Xml.XmlException or IOException)
        {
            return null;
        }
    }
}
