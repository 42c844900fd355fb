package org.dropoutdistillery.desktop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.beans.XMLDecoder;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.lang.invoke.MethodHandles;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import javax.script.ScriptEngineManager;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule refuses what it is there to refuse. */
class ClosedWorldViolationsTest {
  static Stream<Arguments> violations() {
    return Stream.of(
        arguments(ClosedWorldTest.nothingListensOrConnects, Listens.class),
        arguments(ClosedWorldTest.nothingListensOrConnects, ListensOnAChannel.class),
        arguments(ClosedWorldTest.nothingListensOrConnects, Serves.class),
        arguments(ClosedWorldTest.nothingListensOrConnects, Connects.class),
        arguments(ClosedWorldTest.nothingListensOrConnects, Asks.class),
        arguments(ClosedWorldTest.nothingListensOrConnects, Fetches.class),
        arguments(ClosedWorldTest.nothingListensOrConnects, FetchesLater.class),
        arguments(ClosedWorldTest.nothingRunsCodeOfAFile, OwnLoader.class),
        arguments(ClosedWorldTest.nothingRunsCodeOfAFile, Loads.class),
        arguments(ClosedWorldTest.nothingRunsCodeOfAFile, Defines.class),
        arguments(ClosedWorldTest.nothingRunsCodeOfAFile, FindsByName.class),
        arguments(ClosedWorldTest.nothingRunsCodeOfAFile, LoadsNatives.class),
        arguments(ClosedWorldTest.nothingRunsCodeOfAFile, Interprets.class),
        arguments(ClosedWorldTest.noJsonNamesAClass, Named.class),
        arguments(ClosedWorldTest.noJsonNamesAClass, NamesAll.class),
        arguments(ClosedWorldTest.onlyAReportStartsAnotherProgram, Starts.class),
        arguments(ClosedWorldTest.onlyAReportStartsAnotherProgram, Executes.class),
        arguments(ClosedWorldTest.objectsAreNotSerialised, ReadsObjects.class),
        arguments(ClosedWorldTest.objectsAreNotSerialised, ReadsBeans.class),
        arguments(ClosedWorldTest.nothingTakesPartInSerialisation, Resolves.class));
  }

  @ParameterizedTest
  @MethodSource("violations")
  void isRefused(ArchRule rule, Class<?> violation) {
    assertThat(rule.evaluate(new ClassFileImporter().importClasses(violation)).hasViolation())
        .isTrue();
  }

  static final class Listens {
    ServerSocket open() throws IOException {
      return new ServerSocket(0);
    }
  }

  static final class ListensOnAChannel {
    ServerSocketChannel open() throws IOException {
      return ServerSocketChannel.open();
    }
  }

  static final class Serves {
    HttpServer open() throws IOException {
      return HttpServer.create();
    }
  }

  static final class Connects {
    Socket open() {
      return new Socket();
    }
  }

  static final class Asks {
    HttpClient open() {
      return HttpClient.newHttpClient();
    }
  }

  static final class Fetches {
    InputStream open(URL url) throws IOException {
      return url.openStream();
    }
  }

  static final class FetchesLater {
    Callable<InputStream> open(URL url) {
      return url::openStream;
    }
  }

  static final class OwnLoader extends ClassLoader {}

  static final class Loads {
    ClassLoader open(URL jar) {
      return new URLClassLoader(new URL[] {jar});
    }
  }

  static final class Defines {
    Class<?> define(byte[] code) throws IllegalAccessException {
      return MethodHandles.lookup().defineClass(code);
    }
  }

  static final class FindsByName {
    Class<?> find(String name) throws ClassNotFoundException {
      return Class.forName(name);
    }
  }

  static final class LoadsNatives {
    @SuppressWarnings("restricted")
    void load(String file) {
      System.load(file);
    }
  }

  static final class Interprets {
    ScriptEngineManager open() {
      return new ScriptEngineManager();
    }
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
  static final class Named {}

  static final class NamesAll {
    void open(ObjectMapper mapper) {
      mapper.activateDefaultTyping(mapper.getPolymorphicTypeValidator());
    }
  }

  static final class Starts {
    Process start(List<String> command) throws IOException {
      return new ProcessBuilder(command).start();
    }
  }

  static final class Executes {
    Process start(String[] command) throws IOException {
      return Runtime.getRuntime().exec(command);
    }
  }

  static final class ReadsObjects {
    Object read(InputStream in) throws IOException, ClassNotFoundException {
      return new ObjectInputStream(in).readObject();
    }
  }

  static final class ReadsBeans {
    XMLDecoder open(InputStream in) {
      return new XMLDecoder(in);
    }
  }

  static final class Resolves {
    Object readResolve() {
      return this;
    }
  }
}
