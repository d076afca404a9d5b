using CostGuard.Core.Ports;
using CostGuard.Core.Values;
using CostGuard.Publish;
using Xunit;

namespace CostGuard.Unit.Publish;

public sealed class EmlFolderTransportTests : IDisposable
{
    private readonly HomeFolder _home = new(Directory.CreateTempSubdirectory("costguard-eml").FullName);

    [Fact]
    public async Task Send_Twice_OneWholeFileInTheDaysFolder()
    {
        OutboxMessage message = SomeMail.Message("weekly-team/payments/2026-11-14/1f2e");
        var channel = new EmlFolderTransport(_home);
        SendResult result = await channel.SendAsync(message, TestContext.Current.CancellationToken);
        await channel.SendAsync(message, TestContext.Current.CancellationToken);

        Assert.Equal(DeliveryState.Sent, result.State);
        Assert.Equal("written to data/out/mail/2026-11-16/weekly-team-payments-2026-11-14-1f2e.eml", result.Detail);
        string file = Assert.Single(Directory.GetFiles(Path.Combine(_home.Out, "mail", "2026-11-16")));
        Assert.Equal(message.Mime, await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));
    }

    /// <summary>A lead of forty teams gets a digest that names them all; two keys that a file name cannot tell apart stay two mails.</summary>
    [Fact]
    public async Task Send_LongOrAlikeKeys_OneFileEach()
    {
        string many = $"weekly-team/li@acme.test+{string.Join('+', Enumerable.Range(1, 40).Select(i => $"team-number-{i}"))}/2026-11-14/1f2e";
        string[] keys = [many, many + "3d", "weekly-team/a+b/2026-11-14/1f2e", "weekly-team/a-b/2026-11-14/1f2e"];
        var channel = new EmlFolderTransport(_home);
        foreach (string key in keys) Assert.Equal(DeliveryState.Sent, (await channel.SendAsync(SomeMail.Message(key), TestContext.Current.CancellationToken)).State);
        Assert.Equal(keys.Length, Directory.GetFiles(Path.Combine(_home.Out, "mail", "2026-11-16"), "weekly-team-*.eml").Length);
    }

    [Fact]
    public async Task Send_FolderCannotBeMade_StaysQueued()
    {
        Directory.CreateDirectory(_home.Data);
        await File.WriteAllTextAsync(_home.Out, "a file where the folder should be", TestContext.Current.CancellationToken);
        SendResult result = await new EmlFolderTransport(_home).SendAsync(SomeMail.Message("k"), TestContext.Current.CancellationToken);
        Assert.Equal(DeliveryState.Queued, result.State);
    }

    public void Dispose() => Directory.Delete(_home.Path, recursive: true);
}
