using System.Text;
using CostGuard.Core.Actions;
using CostGuard.Report.Formats;
using CostGuard.Unit.Core.Actions;
using Xunit;

namespace CostGuard.Unit.Report.Formats;

public sealed class ActionCalendarTests
{
    [Fact]
    public void Render_IsRfc5545_StableUidAndFoldedLines()
    {
        ActionItem action = SomeActions.Of(3) with { Title = "Löschen, dann „prüfen“; und noch ein langer Satz, der über die Zeile geht", Revision = 4 };

        string text = ActionCalendar.Render([action, SomeActions.Of(4, null, ActionState.Cancelled)], "Acme Demo");

        string[] lines = text.Split("\r\n");
        Assert.All(lines, line => Assert.True(Encoding.UTF8.GetByteCount(line) <= 75, line));
        Assert.Contains("UID:A-3.acme-demo@costguard", lines);
        Assert.Contains("SEQUENCE:4", lines);
        Assert.Contains("DTSTART;VALUE=DATE:20261130", lines);
        Assert.Contains("DTEND;VALUE=DATE:20261201", lines);
        Assert.Contains("STATUS:CANCELLED", lines);
        Assert.Contains(@"SUMMARY:A-3 due: Löschen\, dann „prüfen“\; und noch ein langer Satz\, der über die Zeile geht", text.Replace("\r\n ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(("BEGIN:VCALENDAR", "END:VCALENDAR", ""), (lines[0], lines[^2], lines[^1]));
    }
}
