using ActorProxy.Node.Demo.Samples;

namespace ActorProxy.Node.Tests.Demo;

public class SampleRequestsTests
{
    private static readonly string[] Edges = ["http://127.0.0.1:8080", "http://127.0.0.1:8081"];

    [Fact]
    public void Create_ManyRequests_SpreadsEveryPrefixEvenlyOverEveryEdge()
    {
        var requests = Enumerable.Range(0, 600).Select(i => SampleRequests.Create(i, Edges)).ToList();

        var spread = requests.GroupBy(r => (r.RequestUri!.Authority, r.RequestUri.Segments[1])).ToDictionary(g => g.Key, g => g.Count());

        Assert.Equal(6, spread.Count);
        Assert.All(spread.Values, count => Assert.Equal(100, count));
    }

    [Fact]
    public async Task Create_OneInFive_IsAPostWithJson()
    {
        var requests = Enumerable.Range(0, 100).Select(i => SampleRequests.Create(i, Edges)).ToList();

        var posts = requests.Where(r => r.Method == HttpMethod.Post).ToList();

        Assert.Equal(20, posts.Count);
        Assert.Equal("application/json", posts[0].Content!.Headers.ContentType!.MediaType);
        Assert.Equal("""{"order":28,"items":[{"sku":"A-4","count":1}]}""", await posts[0].Content!.ReadAsStringAsync());
    }
}
