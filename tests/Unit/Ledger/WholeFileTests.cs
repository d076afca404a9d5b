using System.Text;
using CostGuard.Ledger;
using Xunit;

namespace CostGuard.Unit.Ledger;

public sealed class WholeFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("costguard-whole-").FullName;

    private string Target => Path.Combine(_folder, "report.csv");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Write_HalvesOfDeadAndLivingProcesses_RemovesThoseOfTheDead()
    {
        string dead = Path.Combine(_folder, "other.json.17.part"), living = Path.Combine(_folder, "third.json.18.part");
        await File.WriteAllTextAsync(dead, "half", TestContext.Current.CancellationToken);
        await using (var held = new FileStream(living, FileMode.Create, FileAccess.ReadWrite, FileShare.Read | FileShare.Delete))
        {
            await WholeFile.WriteAsync(Target, file => file.WriteAsync(Encoding.ASCII.GetBytes("whole")).AsTask());
            Assert.Equal([Target, living], Directory.GetFiles(_folder).Order(StringComparer.Ordinal));
        }

        Assert.Equal("whole", await File.ReadAllTextAsync(Target, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Write_Fails_LeavesTheFileThatWasThere()
    {
        await File.WriteAllTextAsync(Target, "before", TestContext.Current.CancellationToken);

        await Assert.ThrowsAsync<InvalidOperationException>(() => WholeFile.WriteAsync(Target, async file =>
        {
            await file.WriteAsync(Encoding.ASCII.GetBytes("half"));
            throw new InvalidOperationException();
        }));

        Assert.Equal("before", await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(_folder)), TestContext.Current.CancellationToken));
    }
}
