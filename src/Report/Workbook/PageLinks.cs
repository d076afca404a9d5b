using System.Globalization;
using CostGuard.Report.Xlsx;

namespace CostGuard.Report.Workbook;

/// <summary>Links from a workbook: to pages of the configured address, https only and with the snapshot, and to its own sheets.</summary>
internal sealed class PageLinks(WorkbookInput input)
{
    private static readonly Look Page = Look.Text with { Colour = Look.Link };

    private readonly Uri? _web = input.Web is { Scheme: "https" } web ? web : null;

    /// <summary>The team's page in the report month; null for others than teams, or without an address.</summary>
    public LinkTarget? Team(WorkbookTeam team) => _web is null || team.Id is not { } id ? null
        : To(string.Create(CultureInfo.InvariantCulture, $"teams/{Uri.EscapeDataString(id)}?period={input.Period}&snapshot={input.Snapshot}"));

    /// <summary>The anomaly's page; null without an address.</summary>
    public LinkTarget? Anomaly(string id) => _web is null ? null : To($"anomalies/{Uri.EscapeDataString(id)}?snapshot={input.Snapshot}");

    /// <summary>From a status to what it rests on.</summary>
    public static LinkTarget Reconciliation(string state) => new(SheetFrame.Reconciliation, null, Look.State(state));

    private LinkTarget To(string path) => new(null, new Uri(_web!, $"{_web!.AbsolutePath.TrimEnd('/')}/{path}"), Page);
}
