using CostGuard.Collect.Exports;
using Xunit;

namespace CostGuard.Unit.Collect.Exports;

public sealed class RunFoldersTests
{
    [Theory]
    [InlineData("e/20250601-20250630/202506020100/a/1.csv|e/20250601-20250630/202506030100/b/1.csv", "e/20250601-20250630/202506030100/b/1.csv")]
    [InlineData("e/20250601-20250630/run-a/1.csv|e/20250601-20250630/run-a/2.csv|e/20250601-20250630/run-b/1.csv", "e/20250601-20250630/run-b/1.csv")]
    [InlineData("e/20250601-20250630/e_4f18e7c9-9ae8-4251-886b-8bd942a41bdf.csv|e/20250601-20250630/e_a965d46f-aedf-4176-8ff1-2617943b8960.csv", "e/20250601-20250630/e_a965d46f-aedf-4176-8ff1-2617943b8960.csv")]
    [InlineData("e/20250601-20250630/a/1.csv|e/20250701-20250731/b/1.csv", "e/20250601-20250630/a/1.csv|e/20250701-20250731/b/1.csv")]
    [InlineData("e/20250601-20250701/a/1.csv|e/20250601-20250701/b/1.csv", "e/20250601-20250701/a/1.csv|e/20250601-20250701/b/1.csv")]
    [InlineData("july-a/run-x/1.csv|july-b/run-y/1.csv", "july-a/run-x/1.csv|july-b/run-y/1.csv")]
    public void Newest_RunsOfOneMonth_OnlyTheLastCounts(string files, string expected)
    {
        // Later in the list is written later.
        ExportObject[] objects = [.. files.Split('|').Select((key, i) => new ExportObject(key, 1, DateTimeOffset.UnixEpoch.AddDays(i)))];

        Assert.Equal(expected.Split('|'), RunFolders.Newest(objects).Select(file => file.Key));
    }
}
