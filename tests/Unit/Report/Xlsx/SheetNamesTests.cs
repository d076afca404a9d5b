using System.Text.Json;
using ClosedXML.Excel;
using CostGuard.Report.Xlsx;
using Xunit;

namespace CostGuard.Unit.Report.Xlsx;

public sealed class SheetNamesTests
{
    [Fact]
    public async Task Unique_CaseX01_GivesValidUniqueStableNames()
    {
        string json = await File.ReadAllTextAsync(SharedFolder.Path("cases", "X01-sheet-names", "teams.json"), TestContext.Current.CancellationToken);
        string[] teams = JsonSerializer.Deserialize<string[]>(json)!;

        IReadOnlyList<string> names = SheetNames.Unique(teams, ["Summary"]);

        string[] all = ["Summary", .. names];
        Assert.Equal(13, all.Length);
        Assert.Equal(13, all.Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(all, name =>
        {
            Assert.InRange(name.Length, 1, 31);
            Assert.DoesNotContain(name, letter => ":\\/?*[]".Contains(letter, StringComparison.Ordinal));
            Assert.False(name.StartsWith('\'') || name.EndsWith('\''));
            Assert.False(name.Equals("History", StringComparison.OrdinalIgnoreCase));
            Assert.False(string.IsNullOrWhiteSpace(name));
        });
        Assert.Equal(names, SheetNames.Unique(teams, ["Summary"]));

        using var book = new XLWorkbook();
        foreach ((string name, string team) in all.Zip(["Summary", .. teams]))
        {
            book.AddWorksheet(name).Cell(1, 1).SetValue(team);
        }

        Assert.Equal(13, book.Worksheets.Count);
    }

    [Fact]
    public void Unique_CutInsideASurrogatePair_KeepsWholeCharacters()
    {
        string name = SheetNames.Unique([new string('a', 30) + "😀"], [])[0];

        Assert.Equal(new string('a', 30), name);
    }
}
